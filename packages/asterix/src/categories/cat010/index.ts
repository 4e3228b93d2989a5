export { cat010, type Cat010 } from './1.1.ts';
