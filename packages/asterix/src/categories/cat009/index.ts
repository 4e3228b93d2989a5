export { cat009, type Cat009 } from './2.1.ts';
