export { cat150, type Cat150 } from './3.0.ts';
