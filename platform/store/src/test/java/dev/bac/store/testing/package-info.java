/** A real database for the tests of every module. */
@NullMarked
package dev.bac.store.testing;

import org.jspecify.annotations.NullMarked;
