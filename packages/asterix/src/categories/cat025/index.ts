export { cat025, type Cat025 } from './1.6.ts';
