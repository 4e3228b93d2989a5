export { cat018, type Cat018 } from './1.8.ts';
