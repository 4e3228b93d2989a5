export { cat004, type Cat004 } from './1.13.ts';
