export { cat011, type Cat011 } from './1.3.ts';
