export { cat008, type Cat008 } from './1.3.ts';
