export { cat020, type Cat020 } from './1.11.ts';
