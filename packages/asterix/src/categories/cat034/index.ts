export { cat034, type Cat034 } from './1.29.ts';
