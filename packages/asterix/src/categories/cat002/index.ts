export { cat002, type Cat002 } from './1.2.ts';
