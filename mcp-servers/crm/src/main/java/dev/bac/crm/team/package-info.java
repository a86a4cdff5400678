/** Teams, and whose records nobody else sees. */
@NullMarked
package dev.bac.crm.team;

import org.jspecify.annotations.NullMarked;
