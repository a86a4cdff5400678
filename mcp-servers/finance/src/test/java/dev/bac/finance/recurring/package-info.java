/** What the days of schedules must be. */
@NullMarked
package dev.bac.finance.recurring;

import org.jspecify.annotations.NullMarked;
