/**
 * Border policy. The data (Natural Earth) draws who holds what; an operations console takes no
 * side. So: areas without a country code that are not separate on the ground are drawn as part of
 * nothing (no outline), and every boundary that is contested in whole or in part, or that has
 * such an area on one side, is dashed. Users can lay their own borders over it.
 */

/** Leased or administered areas whose outline is no boundary between countries. */
export const OUTLINES_DROPPED: ReadonlySet<string> = new Set([
  'Baikonur',
  'USNB Guantanamo Bay',
  'Cyprus U.N. Buffer Zone',
  'Dhekelia',
  'Akrotiri',
]);

/** Pairs of ISO 3166 numeric codes, lower first. */
const CONTESTED_PAIRS: ReadonlySet<string> = new Set([
  '031-051', // Azerbaijan, Armenia
  '156-356', // China, India
  '064-156', // China, Bhutan
  '356-586', // India, Pakistan
  '356-524', // India, Nepal
  '156-586', // China, Pakistan
  '004-586', // Afghanistan, Pakistan
  '275-376', // Palestine, Israel
  '376-760', // Israel, Syria
  '376-422', // Israel, Lebanon
  '504-732', // Morocco, Western Sahara
  '478-732',
  '012-732',
  '643-804', // Russia, Ukraine
  '268-643', // Georgia, Russia
  '728-729', // South Sudan, Sudan
  '404-728', // Kenya, South Sudan
  '729-818', // Sudan, Egypt
  '408-410', // North and South Korea
  '328-862', // Guyana, Venezuela
  '328-740', // Guyana, Suriname
  '116-764', // Cambodia, Thailand
]);

export function isContested(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  return CONTESTED_PAIRS.has(a < b ? `${a}-${b}` : `${b}-${a}`);
}
