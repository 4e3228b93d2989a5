export { cat247, type Cat247 } from './1.3.ts';
