/** The finance server: its tools put together, its part in a tenant's life. */
@NullMarked
package dev.bac.finance;

import org.jspecify.annotations.NullMarked;
