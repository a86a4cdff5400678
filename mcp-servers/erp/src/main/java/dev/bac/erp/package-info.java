/** The ERP server: its tools put together, its part in a tenant's life. */
@NullMarked
package dev.bac.erp;

import org.jspecify.annotations.NullMarked;
