export { cat017, type Cat017 } from './1.3.ts';
