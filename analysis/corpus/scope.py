"""A scope, the speech ids a question is asked of, and the order in which every answer gives its speeches: in SQL, for who reads table `speeches`."""

IN_SCOPE = "speeches.id in (select unnest($scope)) and speeches.deleted is null"

OLDEST_FIRST = "speeches.year nulls last, speeches.date nulls last, speeches.kind, speeches.title, speeches.id"
