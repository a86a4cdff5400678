/** Lists of people to turn to together, and whether they agreed to that. */
@NullMarked
package dev.bac.crm.targetlist;

import org.jspecify.annotations.NullMarked;
