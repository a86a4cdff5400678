/** What must always hold in ERP, as queries that anyone can have run. */
@NullMarked
package dev.bac.erp.verification;

import org.jspecify.annotations.NullMarked;
