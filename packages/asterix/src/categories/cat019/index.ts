export { cat019, type Cat019 } from './1.3.ts';
