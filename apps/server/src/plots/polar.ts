import { DEG_PER_RAD } from '@commonsky/model';

/** Range in the unit of the item, azimuth in degrees; from the Cartesian pair where the polar one is absent. */
export function polarFrom(
  polar: { readonly rho: number; readonly theta: number } | undefined,
  cartesian: { readonly x: number; readonly y: number } | undefined,
): { readonly rho: number; readonly theta: number } | undefined {
  if (polar !== undefined) return polar;
  if (cartesian === undefined) return undefined;
  const { x, y } = cartesian;
  return { rho: Math.hypot(x, y), theta: (Math.atan2(x, y) * DEG_PER_RAD + 360) % 360 };
}
