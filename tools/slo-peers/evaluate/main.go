// Command evaluate tells in which minutes alerts fire: it evaluates rules each minute with
// Prometheus' own engine and rule manager, as promtool does when it tests rules.
//
// It reads a question from standard input, and writes the minutes of each alert, by its name.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"time"

	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/promqltest"
	"github.com/prometheus/prometheus/rules"
)

type question struct {
	// RuleFile has the rules, and Groups its groups in the order in which they are evaluated.
	RuleFile string   `json:"ruleFile"`
	Groups   []string `json:"groups"`
	// Series has a value each minute, in the form of promtool's tests.
	Series  string `json:"series"`
	Minutes int    `json:"minutes"`
}

func main() {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		log.Fatal(err)
	}
	firing, err := evaluate(asked)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(firing); err != nil {
		log.Fatal(err)
	}
}

func evaluate(asked question) (map[string][]int, error) {
	suite, err := promqltest.NewLazyLoader("load 1m\n  "+asked.Series, promqltest.LazyLoaderOpts{})
	if err != nil {
		return nil, err
	}
	defer suite.Close()
	manager := rules.NewManager(&rules.ManagerOptions{
		QueryFunc:  rules.EngineQueryFunc(suite.QueryEngine(), suite.Storage()),
		Appendable: suite.Storage(),
		Context:    context.Background(),
		NotifyFunc: func(context.Context, string, ...*rules.Alert) {},
		Logger:     promslog.NewNopLogger(),
	})
	loaded, errs := manager.LoadGroups(time.Minute, labels.EmptyLabels(), "", nil, false, asked.RuleFile)
	if len(errs) > 0 {
		return nil, errs[0]
	}
	byName := map[string]*rules.Group{}
	for _, group := range loaded {
		byName[group.Name()] = group
	}
	firing := map[string][]int{}
	for minute := 0; minute < asked.Minutes; minute++ {
		at := time.Unix(int64(minute)*60, 0).UTC()
		suite.WithSamplesTill(at, func(err error) {
			if err != nil {
				log.Fatal(err)
			}
			for _, name := range asked.Groups {
				byName[name].Eval(suite.Context(), at)
				note(byName[name], minute, firing)
			}
		})
	}
	return firing, nil
}

// note adds a minute to those of the alerts of a group that fire.
func note(group *rules.Group, minute int, firing map[string][]int) {
	for _, rule := range group.Rules() {
		if err := rule.LastError(); err != nil {
			log.Fatal(err)
		}
		alert, isAlert := rule.(*rules.AlertingRule)
		if isAlert && alert.State() == rules.StateFiring {
			firing[alert.Name()] = append(firing[alert.Name()], minute)
		}
	}
}
