/** People who may become customers. */
@NullMarked
package dev.bac.crm.lead;

import org.jspecify.annotations.NullMarked;
