/** What any record can carry: version, owner, team, tags and fields of the tenant's own. */
@NullMarked
package dev.bac.crm.mark;

import org.jspecify.annotations.NullMarked;
