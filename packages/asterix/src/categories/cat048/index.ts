export { cat048, type Cat048 } from './1.32.ts';
