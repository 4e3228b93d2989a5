export { cat032, type Cat032 } from './1.2.ts';
