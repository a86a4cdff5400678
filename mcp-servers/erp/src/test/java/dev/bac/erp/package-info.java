/** Tests of the ERP server through its tools, and of what its database refuses. */
@NullMarked
package dev.bac.erp;

import org.jspecify.annotations.NullMarked;
