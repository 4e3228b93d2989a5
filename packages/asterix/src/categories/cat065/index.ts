export { cat065, type Cat065 } from './1.6.ts';
