package render

import (
	"encoding/json"
	"html/template"
	"slices"

	"nhipcau/internal/site"
)

// thing is a schema.org object; keys are printed in alphabetical order.
type thing map[string]any

// jsonLD says for machines what a page is: the organisation on the home page,
// the news article, the way from the home page. A sample claims nothing about
// any organisation.
func (r *renderer) jsonLD(v *View, p *site.Page) template.JS {
	s := r.site
	if v.NoIndex {
		return ""
	}
	var graph []thing
	org := r.organization(p)
	switch {
	case v.Kind == KindHome:
		if org != nil {
			graph = append(graph, org)
		}
		graph = append(graph, thing{
			"@type": "WebSite", "name": v.Frame.Title, "url": v.Canonical, "inLanguage": v.Lang,
		})
	case v.Kind == KindItem && s.IsNews(p.Item) && v.Published != nil && !v.Sample:
		article := thing{
			"@type": "NewsArticle", "headline": v.Title, "url": v.Canonical, "inLanguage": v.Lang,
			"mainEntityOfPage": v.Canonical, "datePublished": v.OG.Published,
		}
		if v.Summary != "" {
			article["description"] = v.Summary
		}
		if v.OG.Modified != "" {
			article["dateModified"] = v.OG.Modified
		}
		if v.OG.Image != "" {
			article["image"] = v.OG.Image
		}
		if org != nil {
			article["publisher"], article["author"] = org, org
		}
		graph = append(graph, article)
	}
	if len(v.Crumbs) > 0 {
		graph = append(graph, r.breadcrumbs(v))
	}
	if len(graph) == 0 {
		return ""
	}
	data, err := json.Marshal(thing{"@context": "https://schema.org", "@graph": graph})
	if err != nil {
		panic("render: JSON-LD is plain data: " + err.Error())
	}
	return template.JS(data) // json.Marshal escapes <, > and &
}

// organization is who publishes, unless it or the page is a sample.
func (r *renderer) organization(p *site.Page) thing {
	o := r.site.Organization
	if o.Sample || p.Item.Sample() || len(o.Names) <= p.Lang || o.Names[p.Lang] == "" {
		return nil
	}
	return thing{"@type": "GovernmentOrganization", "name": o.Names[p.Lang], "url": r.site.HomeURL(p.Lang).At(r.site.BaseURL)}
}

func (r *renderer) breadcrumbs(v *View) thing {
	var list []thing
	for _, c := range slices.Concat(v.Crumbs, []Link{{Title: v.Title, URL: v.URL}}) {
		list = append(list, thing{"@type": "ListItem", "position": len(list) + 1, "name": c.Title, "item": c.URL.At(r.site.BaseURL)})
	}
	return thing{"@type": "BreadcrumbList", "itemListElement": list}
}
