import type { StandardIdentity } from '@commonsky/model';
import type { Theme } from './url-state.ts';

/** Red, green, blue, 0…1, for the graphics card. */
export type Rgb = readonly [number, number, number];

/**
 * Colours of what is drawn on the map; the panels' colours are in styles.css. Target colours keep
 * their distance in all common kinds of colour blindness (after Okabe and Ito), and every identity
 * has a shape of its own as well.
 */
export interface MapColors {
  readonly water: string;
  readonly land: string;
  readonly shore: string;
  readonly river: string;
  readonly border: string;
  readonly countryText: string;
  readonly cityText: string;
  readonly waterText: string;
  readonly airport: string;
  readonly textHalo: string;
  readonly sensor: string;
  readonly identity: Readonly<Record<StandardIdentity, Rgb>>;
  readonly selected: Rgb;
  /** Drawn around symbols so that they stand off the map. */
  readonly outline: Rgb;
  readonly leader: string;
  readonly leaderSelected: string;
  readonly measure: string;
  readonly airspace: string;
  readonly prediction: string;
  readonly interferenceLow: string;
  readonly interferenceMedium: string;
  readonly interferenceHigh: string;
}

export const MAP_COLORS: Readonly<Record<Theme, MapColors>> = {
  dark: {
    water: '#0c1620',
    land: '#1a2632',
    shore: '#34495d',
    river: '#16293a',
    border: '#52697f',
    countryText: '#4d6274',
    cityText: '#64798c',
    waterText: '#48708f',
    airport: '#5f7488',
    textHalo: '#18232f',
    sensor: '#5f8f86',
    identity: {
      pending: rgb('#b4bec8'),
      unknown: rgb('#e6d56a'),
      assumedFriend: rgb('#9db8f2'),
      friend: rgb('#6cc4f5'),
      neutral: rgb('#7fcf9f'),
      suspect: rgb('#f39a4d'),
      hostile: rgb('#ff6f61'),
    },
    selected: rgb('#ffffff'),
    outline: rgb('#0b141d'),
    leader: 'rgba(148, 172, 194, 0.45)',
    leaderSelected: 'rgba(255, 255, 255, 0.85)',
    measure: '#ffb84d',
    airspace: '#b98ad0',
    prediction: '#ff8a7a',
    interferenceLow: '#4f9d80',
    interferenceMedium: '#d9a441',
    interferenceHigh: '#d9593f',
  },
  light: {
    water: '#cfdbe4',
    land: '#eef0ee',
    shore: '#a9bac8',
    river: '#c0d0dc',
    border: '#8896a3',
    countryText: '#8a98a5',
    cityText: '#66747f',
    waterText: '#6b90ad',
    airport: '#74828e',
    textHalo: '#f3f5f4',
    sensor: '#2f7d6f',
    identity: {
      pending: rgb('#5b6770'),
      unknown: rgb('#7d6600'),
      assumedFriend: rgb('#4b5fc0'),
      friend: rgb('#0b63a5'),
      neutral: rgb('#1c7a48'),
      suspect: rgb('#b8540a'),
      hostile: rgb('#b3201a'),
    },
    selected: rgb('#000000'),
    outline: rgb('#ffffff'),
    leader: 'rgba(70, 90, 110, 0.45)',
    leaderSelected: 'rgba(0, 0, 0, 0.85)',
    measure: '#a04a00',
    airspace: '#84409c',
    prediction: '#b3261e',
    interferenceLow: '#3d8f6c',
    interferenceMedium: '#d08b00',
    interferenceHigh: '#c93a1e',
  },
};

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 0xff) / 255, (value & 0xff) / 255];
}
