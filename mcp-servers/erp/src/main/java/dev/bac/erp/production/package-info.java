/** Goods that are made of others: bills of material and work orders. */
@NullMarked
package dev.bac.erp.production;

import org.jspecify.annotations.NullMarked;
