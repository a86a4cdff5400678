/** Records to fill a tenant's CRM with. */
@NullMarked
package dev.bac.crm.seed;

import org.jspecify.annotations.NullMarked;
