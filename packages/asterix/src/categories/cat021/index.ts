export { cat021, type Cat021 } from './2.7.ts';
