export { cat063, type Cat063 } from './1.7.ts';
