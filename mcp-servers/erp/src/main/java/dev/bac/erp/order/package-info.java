/** Sales orders: agreed, reserved, delivered or cancelled. */
@NullMarked
package dev.bac.erp.order;

import org.jspecify.annotations.NullMarked;
