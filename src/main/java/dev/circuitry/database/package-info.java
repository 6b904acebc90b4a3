/**
 * The PostgreSQL that comes along: a server of our own under the home, used where no other database
 * is named.
 */
@NullMarked
package dev.circuitry.database;

import org.jspecify.annotations.NullMarked;
