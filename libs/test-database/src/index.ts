export { Superuser, TestDatabase } from './test-database.js';
