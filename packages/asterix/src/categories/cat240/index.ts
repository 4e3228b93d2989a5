export { cat240, type Cat240 } from './1.3.ts';
