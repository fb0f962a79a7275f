export { Superuser, TestDatabase } from './test-database.js';
export { roundTripsOf } from './round-trips.js';
