package io.trawl.federation;

/** What the master keeps. */
record Tables(SiteTable sites, JobTable jobs, PartTable parts, Submissions submissions) {
    static Tables in(Store store) {
        return new Tables(new SiteTable(store), new JobTable(store), new PartTable(store), new Submissions(store));
    }
}
