export { cat015, type Cat015 } from './1.2.ts';
