export { cat023, type Cat023 } from './1.3.ts';
