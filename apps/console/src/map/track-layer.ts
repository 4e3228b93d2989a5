import { STANDARD_IDENTITIES } from '@commonsky/model';
import type { CustomLayerInterface } from 'maplibre-gl';
import type { Scene, SceneSource } from '../scene.ts';
import type { MapColors } from '../theme.ts';
import { createGlProgram, type GlProgram } from './gl-program.ts';
import { HISTORY_DOTS, type History } from './history.ts';
import { screenX, screenY, type View, wrapX } from './mercator.ts';
import { TRACKS_LAYER } from './style.ts';
import {
  DOT_FRAGMENT,
  DOT_VERTEX,
  SYMBOL_FRAGMENT,
  SYMBOL_VERTEX,
  VECTOR_FRAGMENT,
  VECTOR_VERTEX,
} from './track-shaders.ts';

export interface TrackLayerOptions {
  readonly source: SceneSource;
  readonly history: History;
  readonly view: () => View;
  readonly colors: () => MapColors;
  readonly look: () => {
    readonly selected: number | undefined;
    readonly vectorMin: number;
    readonly hasHistory: boolean;
  };
}

export interface TrackLayer extends CustomLayerInterface {
  /** The scene changed: its columns go to the graphics card before the next draw. */
  invalidate(): void;
}

const VECTOR_WIDTH_PX = 1.3;
/** x, y, velocity x, velocity y, style. */
const TRACK_FLOATS = 5;
/** x, y, style, age. */
const DOT_FLOATS = 4;
const FLOAT_SIZE = 4;

interface Gpu {
  readonly symbols: GlProgram;
  readonly vectors: GlProgram;
  readonly dots: GlProgram;
  readonly symbolArrays: WebGLVertexArrayObject;
  readonly vectorArrays: WebGLVertexArrayObject;
  readonly dotArrays: WebGLVertexArrayObject;
  readonly tracks: WebGLBuffer;
  readonly trail: WebGLBuffer;
}

/**
 * Draws all tracks with three instanced calls, straight from the scene's columns. Positions are
 * carried on to the present by the graphics card, so that a frame costs no work per track here.
 */
export function createTrackLayer(options: TrackLayerOptions): TrackLayer {
  const { source, history } = options;
  let gpu: Gpu | undefined;
  let isStale = true;
  let count = 0;
  let dotCount = 0;
  let trackData = new Float32Array(0);
  let dotData = new Float32Array(0);
  /** Positions go to the card relative to this, so that 32 bits are exact enough near it. */
  const origin = { x: 0.5, y: 0.5 };

  function upload(gl: WebGL2RenderingContext, { tracks, trail }: Gpu): void {
    const { scene } = source;
    const { centerX, centerY } = options.view();
    origin.x = centerX;
    origin.y = centerY;
    count = scene.count;
    if (trackData.length < count * TRACK_FLOATS) {
      trackData = new Float32Array(scene.x.length * TRACK_FLOATS);
      dotData = new Float32Array(scene.x.length * HISTORY_DOTS * DOT_FLOATS);
    }
    for (let row = 0, at = 0; row < count; row++, at += TRACK_FLOATS) {
      trackData[at] = wrapX(scene.x[row]! - origin.x);
      trackData[at + 1] = scene.y[row]! - origin.y;
      trackData[at + 2] = scene.velocityX[row]!;
      trackData[at + 3] = scene.velocityY[row]!;
      trackData[at + 4] = styleOf(scene, row);
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, tracks);
    gl.bufferData(gl.ARRAY_BUFFER, trackData, gl.DYNAMIC_DRAW, 0, count * TRACK_FLOATS);
    dotCount = 0;
    if (options.look().hasHistory) {
      history.forEachDot(scene, (row, x, y, age) => {
        const at = dotCount++ * DOT_FLOATS;
        dotData[at] = wrapX(x - origin.x);
        dotData[at + 1] = y - origin.y;
        dotData[at + 2] = styleOf(scene, row);
        dotData[at + 3] = age / HISTORY_DOTS;
      });
      gl.bindBuffer(gl.ARRAY_BUFFER, trail);
      gl.bufferData(gl.ARRAY_BUFFER, dotData, gl.DYNAMIC_DRAW, 0, dotCount * DOT_FLOATS);
    }
    isStale = false;
  }

  function use(gl: WebGL2RenderingContext, program: GlProgram, seconds: number): void {
    const view = options.view();
    gl.useProgram(program.program);
    gl.uniform2f(
      program.uniform('originPx'),
      screenX(view, origin.x) - view.widthPx / 2,
      screenY(view, origin.y) - view.heightPx / 2,
    );
    gl.uniform1f(program.uniform('scale'), view.scale);
    gl.uniform2f(program.uniform('halfViewport'), view.widthPx / 2, view.heightPx / 2);
    gl.uniform1f(program.uniform('seconds'), seconds);
    gl.uniform1f(program.uniform('pixelPx'), 1 / devicePixelRatio);
    const { identity } = options.colors();
    gl.uniform3fv(
      program.uniform('colors'),
      STANDARD_IDENTITIES.flatMap((each) => identity[each]),
    );
  }

  return {
    id: TRACKS_LAYER,
    type: 'custom',
    renderingMode: '2d',
    invalidate() {
      isStale = true;
    },
    onAdd(_map, gl) {
      gpu = createGpu(gl);
      isStale = true;
    },
    onRemove() {
      gpu = undefined;
    },
    render(gl) {
      if (gpu === undefined) return;
      if (isStale) upload(gl, gpu);
      if (count === 0) return;
      const { selected, vectorMin } = options.look();
      const seconds = source.carryOnS(performance.now());
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.disable(gl.DEPTH_TEST);
      gl.disable(gl.STENCIL_TEST);
      gl.disable(gl.CULL_FACE);
      if (dotCount > 0 && options.look().hasHistory) {
        use(gl, gpu.dots, 0);
        gl.bindVertexArray(gpu.dotArrays);
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, dotCount);
      }
      if (vectorMin > 0) {
        use(gl, gpu.vectors, seconds);
        gl.uniform1f(gpu.vectors.uniform('vectorSeconds'), vectorMin * 60);
        gl.uniform1f(gpu.vectors.uniform('widthPx'), VECTOR_WIDTH_PX);
        gl.bindVertexArray(gpu.vectorArrays);
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
      }
      use(gl, gpu.symbols, seconds);
      const selectedRow = selected === undefined ? undefined : source.scene.rowOf(selected);
      gl.uniform1i(gpu.symbols.uniform('selectedRow'), selectedRow ?? -1);
      gl.uniform3f(gpu.symbols.uniform('outline'), ...options.colors().outline);
      gl.uniform3f(gpu.symbols.uniform('selectedColor'), ...options.colors().selected);
      gl.bindVertexArray(gpu.symbolArrays);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
      gl.bindVertexArray(null);
    },
  };
}

function styleOf(scene: Scene, row: number): number {
  return scene.kind[row]! + 4 * scene.freshness[row]! + 16 * scene.isDimmed[row]! + 32 * scene.identity[row]!;
}

function createGpu(gl: WebGL2RenderingContext): Gpu {
  const symbols = createGlProgram(gl, SYMBOL_VERTEX, SYMBOL_FRAGMENT);
  const vectors = createGlProgram(gl, VECTOR_VERTEX, VECTOR_FRAGMENT);
  const dots = createGlProgram(gl, DOT_VERTEX, DOT_FRAGMENT);
  const tracks = gl.createBuffer();
  const trail = gl.createBuffer();
  const square = createCorners(gl, [-1, -1, 1, -1, -1, 1, 1, 1]);
  const strip = createCorners(gl, [0, -1, 1, -1, 0, 1, 1, 1]);
  const track = { motion: [4, 0], style: [1, 4] } as const;
  return {
    symbols,
    vectors,
    dots,
    tracks,
    trail,
    symbolArrays: createArrays(gl, symbols, square, tracks, TRACK_FLOATS, track),
    vectorArrays: createArrays(gl, vectors, strip, tracks, TRACK_FLOATS, track),
    dotArrays: createArrays(gl, dots, square, trail, DOT_FLOATS, { dot: [4, 0] }),
  };
}

function createCorners(gl: WebGL2RenderingContext, corners: readonly number[]): WebGLBuffer {
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(corners), gl.STATIC_DRAW);
  return buffer;
}

function createArrays(
  gl: WebGL2RenderingContext,
  program: GlProgram,
  corners: WebGLBuffer,
  instances: WebGLBuffer,
  instanceFloats: number,
  fields: Readonly<Record<string, readonly [floats: number, offset: number]>>,
): WebGLVertexArrayObject {
  const arrays = gl.createVertexArray();
  gl.bindVertexArray(arrays);
  gl.bindBuffer(gl.ARRAY_BUFFER, corners);
  const corner = program.attribute('corner');
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
  gl.bindBuffer(gl.ARRAY_BUFFER, instances);
  for (const [name, [floats, offset]] of Object.entries(fields)) {
    const location = program.attribute(name);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(
      location,
      floats,
      gl.FLOAT,
      false,
      instanceFloats * FLOAT_SIZE,
      offset * FLOAT_SIZE,
    );
    gl.vertexAttribDivisor(location, 1);
  }
  gl.bindVertexArray(null);
  return arrays;
}
