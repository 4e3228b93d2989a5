export { cat007, type Cat007 } from './1.12.ts';
