import type { StandardIdentity } from '@commonsky/model';
import { IDENTITY_NAMES } from '../identity.ts';

const CIRCLE = 'M8 3a5 5 0 1 1 0 10A5 5 0 1 1 8 3Z';
const SQUARE = 'M3.6 3.6h8.8v8.8H3.6Z';
const DIAMOND = 'M8 1.8 14.2 8 8 14.2 1.8 8Z';
const CLOVER =
  'M5.6 5.6A2.9 2.9 0 1 1 10.4 5.6 2.9 2.9 0 1 1 10.4 10.4 2.9 2.9 0 1 1 5.6 10.4 2.9 2.9 0 1 1 5.6 5.6Z';

/** The frames the shader draws; broken ones for what is not certain. */
const FRAMES: Readonly<Record<StandardIdentity, { readonly path: string; readonly isBroken: boolean }>> = {
  pending: { path: CLOVER, isBroken: true },
  unknown: { path: CLOVER, isBroken: false },
  assumedFriend: { path: CIRCLE, isBroken: true },
  friend: { path: CIRCLE, isBroken: false },
  neutral: { path: SQUARE, isBroken: false },
  suspect: { path: DIAMOND, isBroken: true },
  hostile: { path: DIAMOND, isBroken: false },
};

interface Props {
  readonly identity: StandardIdentity;
  readonly isHollow?: boolean;
}

/** A track's symbol as on the map. */
export function IdentitySymbol({ identity, isHollow = false }: Props) {
  const { path, isBroken } = FRAMES[identity];
  return (
    <svg
      class={`symbol ${identity} ${isBroken || isHollow ? 'hollow' : ''} ${isBroken ? 'broken' : ''}`}
      width="14"
      height="14"
      viewBox="0 0 16 16"
      role="img"
      aria-label={IDENTITY_NAMES[identity]}
    >
      <path d={path} pathLength="8" />
      {isBroken && !isHollow && <circle class="core" cx="8" cy="8" r="1.7" />}
    </svg>
  );
}
