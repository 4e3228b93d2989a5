/** Screen positions are CSS pixels from the centre of the map, y down; see View in mercator.ts. */
const PLACE = `#version 300 es
precision highp float;
uniform vec2 originPx;      // of the positions' origin, from the centre of the map
uniform float scale;        // px of a mercator unit
uniform vec2 halfViewport;  // px
uniform float seconds;      // to carry positions on
uniform vec3 colors[7];     // by identity

vec4 toClip(vec2 px) {
  return vec4(px.x / halfViewport.x, -px.y / halfViewport.y, 0.0, 1.0);
}
// style = kind + 4 × freshness + 16 × dimmed + 32 × identity
float kindOf(float style) { return mod(style, 4.0); }
float freshnessOf(float style) { return mod(floor(style / 4.0), 4.0); }
float identityOf(float style) { return floor(style / 32.0); }
float isDimmed(float style) { return mod(floor(style / 16.0), 2.0); }
vec3 colorOf(float style) { return colors[int(identityOf(style))]; }
float opacityOf(float style) {
  float dimmed = isDimmed(style) > 0.5 ? 0.25 : 1.0;
  return dimmed * (freshnessOf(style) > 1.5 ? 0.55 : 1.0);
}
`;

export const SYMBOL_VERTEX = `${PLACE}
in vec2 corner;
in vec4 motion;
in float style;
uniform int selectedRow;
out vec2 place;             // px from the symbol's centre
flat out float kind;
flat out float identity;
flat out float freshness;
flat out vec4 color;
flat out float isSelected;

void main() {
  kind = kindOf(style);
  identity = identityOf(style);
  freshness = freshnessOf(style);
  isSelected = gl_InstanceID == selectedRow ? 1.0 : 0.0;
  // No larger than what is drawn in it: many squares full of nothing take time as well.
  place = corner * (isSelected > 0.5 ? 13.0 : 8.0);
  color = vec4(colorOf(style), isSelected > 0.5 ? 1.0 : opacityOf(style));
  gl_Position = toClip(originPx + (motion.xy + motion.zw * seconds) * scale + place);
}`;

/**
 * The frame says who it is: circle friend, square neutral, clover unknown, diamond hostile; broken
 * around a core where it is not certain (assumed friend, pending, suspect). Filled when current,
 * hollow when coasting or stale. The mark inside says how it is seen: a bar by its code alone, a
 * cross by its echo alone; on the ground the symbol is small.
 */
export const SYMBOL_FRAGMENT = `#version 300 es
precision highp float;
in vec2 place;
flat in float kind;
flat in float identity;
flat in float freshness;
flat in vec4 color;
flat in float isSelected;
uniform vec3 outline;
uniform vec3 selectedColor;
uniform float pixelPx;      // CSS px of a device pixel
out vec4 fragment;

float box(vec2 p, vec2 halfSize) {
  vec2 d = abs(p) - halfSize;
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0);
}

float frameDistance(vec2 p) {
  if (identity < 1.5) {
    vec2 a = abs(p);
    vec2 lobe = a.x > a.y ? vec2(2.5, 0.0) : vec2(0.0, 2.5);
    return length(a - lobe) - 2.9;
  }
  if (identity < 3.5) return length(p) - 5.0;
  if (identity < 4.5) return box(p, vec2(4.2));
  return (abs(p.x) + abs(p.y) - 6.6) * 0.7071;
}
float markDistance(vec2 p) {
  if (kind < 0.5) return length(p) - 1.6;
  if (kind < 1.5) return box(p, vec2(2.4, 0.7));
  return min(box(p, vec2(2.4, 0.7)), box(p, vec2(0.7, 2.4)));
}
float cover(float d) { return clamp(0.5 - d / pixelPx, 0.0, 1.0); }

void main() {
  bool isUncertain = identity < 0.5 || (identity > 1.5 && identity < 2.5) || (identity > 4.5 && identity < 5.5);
  bool isOld = freshness > 0.5;
  bool isOnGround = kind > 2.5;
  float size = isOnGround ? 0.65 : 1.0;
  float d = frameDistance(place / size) * size;
  float frame = cover(isUncertain || isOld ? abs(d + 0.75) - 0.75 : d);
  if (isUncertain) frame *= smoothstep(0.6, 1.6, abs(abs(place.x) - abs(place.y)));
  bool isMarked = !isOld && !isOnGround && (isUncertain || kind > 0.5);
  float mark = isMarked ? cover(markDistance(place)) : 0.0;
  float ink = isUncertain ? max(frame, mark) : frame * (1.0 - mark);
  float halo = cover(d - 1.5) * 0.85;
  vec4 below = vec4(outline, 1.0) * halo;
  vec4 above = vec4(color.rgb, 1.0) * ink;
  vec4 symbol = (above + below * (1.0 - above.a)) * color.a;
  // Corners of a square around the selected target.
  vec2 a = abs(place);
  float corner = abs(max(a.x, a.y) - 11.0) - 0.8;
  float bracket = cover(max(corner, 6.0 - min(a.x, a.y))) * isSelected;
  fragment = symbol * (1.0 - bracket) + vec4(selectedColor, 1.0) * bracket;
}`;

export const VECTOR_VERTEX = `${PLACE}
in vec2 corner;             // x: 0 at the target, 1 at the tip; y: ±1 across
in vec4 motion;
in float style;
uniform float vectorSeconds;
uniform float widthPx;
out float side;             // px off the line's middle
flat out vec4 color;

const float START_PX = 7.0; // outside the symbol

void main() {
  vec2 from = originPx + (motion.xy + motion.zw * seconds) * scale;
  vec2 way = motion.zw * vectorSeconds * scale;
  float len = length(way);
  vec2 along = len > START_PX ? way / len : vec2(0.0);
  vec2 across = vec2(-along.y, along.x);
  side = corner.y * (0.5 * widthPx + 1.0);
  vec2 px = from + along * mix(START_PX, len, corner.x) + across * side;
  color = vec4(colorOf(style), opacityOf(style) * 0.8);
  gl_Position = toClip(px);
}`;

export const VECTOR_FRAGMENT = `#version 300 es
precision highp float;
in float side;
flat in vec4 color;
uniform float widthPx;
uniform float pixelPx;
out vec4 fragment;
void main() {
  fragment = vec4(color.rgb, 1.0) * color.a * clamp(0.5 - (abs(side) - 0.5 * widthPx) / pixelPx, 0.0, 1.0);
}`;

export const DOT_VERTEX = `${PLACE}
in vec2 corner;
in vec4 dot;                // x, y, style, age 0…1
out vec2 place;
flat out vec4 color;

void main() {
  place = corner * 2.5;
  float opacity = isDimmed(dot.z) > 0.5 ? 0.2 : 0.75;
  color = vec4(colorOf(dot.z), opacity * (1.0 - 0.8 * dot.w));
  gl_Position = toClip(originPx + dot.xy * scale + place);
}`;

export const DOT_FRAGMENT = `#version 300 es
precision highp float;
in vec2 place;
flat in vec4 color;
uniform float pixelPx;
out vec4 fragment;
void main() {
  fragment = vec4(color.rgb, 1.0) * color.a * clamp(0.5 - (length(place) - 1.2) / pixelPx, 0.0, 1.0);
}`;
