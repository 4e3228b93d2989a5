export { cat062, type Cat062 } from './1.21.ts';
