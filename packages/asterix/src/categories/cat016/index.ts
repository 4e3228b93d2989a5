export { cat016, type Cat016 } from './1.0.ts';
