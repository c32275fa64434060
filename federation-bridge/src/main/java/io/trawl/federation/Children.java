package io.trawl.federation;

import io.trawl.schemas.Site;

/** Opens the way to a site. */
@FunctionalInterface
interface Children {
    /** @throws Child.NoAnswer when what it takes to call the site is missing here */
    Child open(Site site) throws Child.NoAnswer;
}
