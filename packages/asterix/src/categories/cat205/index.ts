export { cat205, type Cat205 } from './1.0.ts';
