export { cat001, type Cat001 } from './1.4.ts';
