/** The one way to the data: servers, schemas and roles, and the transaction of one tenant. */
@NullMarked
package dev.bac.store;

import org.jspecify.annotations.NullMarked;
