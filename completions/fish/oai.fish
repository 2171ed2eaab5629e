# Completion of oai for fish 3.1 and later; written by `make completions`.
#
# Nothing is started at Tab: the table holds the whole command tree, profiles come from the settings
# file, and ids from the cache. Functions without a scope of their own share the variables of __oai.

set -g __oai_common '-h	Show help' '--help	Show help' '--profile=%profile	Use this profile of the settings' '--base-url=	Call this server instead' '--key-env=	Send the key that this variable holds' '--sandbox	Call the local sandbox: no key, no network, no cost' '--header=	Send one more header' '--body=%at-file	Start from this request body' '--set=	Set any field: a.b=text, a.b:=json, a[0].c=text, a=@file,...' '--format=auto,table,json,jsonl,csv,text,raw	How to write the answer: auto is a view for people on a...' '--plain-text	Short for --format text: the answer alone' '-t	Short for --format text: the answer alone' '--quiet	Print ids only' '-q	Print ids only' '--fields=	Keep only these fields of each object' '--output=%file	Write to a file, a folder/, or - (stdout)' '-o=%file	Write to a file, a folder/, or - (stdout)' '--force	Let --output replace a file' '--dry-run	Print the request as JSON and send nothing' '--print=curl	Print the request as a curl command and send nothing' '--yes	Answer yes to every question' '-y	Answer yes to every question' '--no-input	Never ask; fail instead' '--max-retries=	Tries after the first' '--max-wait=	The longest wait between two tries, whatever the server asks' '--timeout=	The longest silence of the server' '--errors=text,json	How to write an error on stderr' '--color=auto,always,never	When to use colour' '--debug	Tell on stderr what is sent and received, without keys'

function __oai_table --no-scope-shadowing
    set verbs
    set flags
    set operands
    switch $argv[1]
case ''
set verbs 'responses	Ask a model, and look after its answers' 'conversations	Look after the memory that responses share' 'chat	Ask a model by the chat completions API' 'completions	Continue a text by the legacy completions API' 'embeddings	Turn texts into vectors' 'moderations	Check texts and images for harmful content' 'decisions	Have closed questions about a text answered' 'models	See which models there are' 'files	Upload, list, download and delete files' 'uploads	Upload a large file in parts, step by step' 'audio	Turn text into speech, and speech into text' 'images	Make and change pictures' 'videos	Make and change films' 'provenance	Find out whether a file was made by a model' 'containers	Look after the machines in which models run code' 'skills	Keep instructions and scripts that models can use' 'batches	Run many requests at half the price, within a day' 'realtime	Prepare and take calls in which a model listens and speaks' 'live	Prepare and take live sessions: hearing, seeing, speaking' 'vector-stores	Index files, and search them by meaning' 'fine-tuning	Train a model on your own examples' 'evals	Test how well models do a task of yours' 'assistants	Look after assistants (deprecated: see responses)' 'threads	Talk with assistants (deprecated: see responses)' 'chatkit	Look after the sessions and threads of ChatKit' 'agents	Let agents work: in sessions, in environments, at set times' 'vaults	Keep the credentials that agents may use' 'webhooks	Have an address of yours told of events' 'safety	See which requests and users were flagged' 'beta	Use what the API offers before it is settled' 'org	Manage the organization: people, projects, keys, usage and costs' 'api	Call any path of the API, known to this tool or not' 'commands	List every command that calls the API, as a table or for...' 'config	See and change settings and profiles' 'sandbox	Run the local API that ships with this tool' 'completion	Print the script that completes command lines at Tab' 'help	Explain a command or a topic'
set flags '--version	Print the version'
case 'responses'
set verbs 'create	Ask a model' 'get	Show a stored response' 'wait	Wait until a response has ended, and show it as it is then' 'delete	Delete a stored response' 'cancel	Cancel a response that is made in the background' 'input-items	List what a response was made from' 'count-tokens	Count the tokens of an input without asking the model' 'compact	Make a long conversation shorter, to go on from with less'
case 'responses create'
set flags '--input=	The prompt; - is standard input, and what is piped joins it' '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model to ask' '--instructions=	What the model is told before the prompt' '--image=%file	Show it a picture: a file, a URL, or an uploaded file\'s id' '--file=%ids/files,%file	Give it a file: a path, a URL, or an uploaded file\'s id' '--previous-response-id=%ids/responses	Go on from the response with this id' '--conversation=	The id of the conversation that this belongs to' '--prompt=id=,version=,variables=,%at-file	A prompt that is kept on the platform' '--reasoning=effort=none,effort=minimal,effort=low,effort=medium,effort=high,effort=xhigh,effort=max,summary=auto,summary=concise,summary=detailed,mode=standard,mode=pro,context=auto,context=current_turn,context=all_turns,generate_summary=auto,generate_summary=concise,generate_summary=detailed,%at-file	How a reasoning model thinks, such as effort=high' '--text=format=,verbosity=low,verbosity=medium,verbosity=high,%at-file	The form of the answer: plain, JSON, or JSON by a schema...' '--max-output-tokens=	The most tokens to make, thinking included' '--temperature=	How freely words are chosen: low is focused, high is varied' '--top-p=	Choose only among the likeliest words that together have...' '--truncation=auto,disabled	Leave out items of what is too long, or fail' '--tools=%at-file	The tools that the model may call, such as [{"type":...' '--tool-choice=none,auto,required	Which tool must be called; a certain one by --set' '--parallel-tool-calls	Let several tools be called at once' '--no-parallel-tool-calls	Let several tools be called at once' '--max-tool-calls=	The most calls of built-in tools' '--stream	Send the answer while it is made' '--no-stream	Send the answer while it is made' '--stream-options=include_obfuscation=,%at-file	How a stream is sent' '--background	Answer in the background, to be fetched later' '--no-background	Answer in the background, to be fetched later' '--background-options=completion_window=soonest,completion_window=2h,completion_window=8h,continuation_id=,%at-file	When one in the background is to be done' '--store	Keep the response on the server' '--no-store	Keep the response on the server' '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer' '--top-logprobs=	How many of the likeliest tokens to report at each place' '--service-tier=auto,default,flex,scale,priority,fast,ultrafast	How fast and at what price it is served' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--context-management=%at-file	When and how a long context is made shorter, such as...' '--image-context-compression=auto,enabled,disabled	Whether pictures are made smaller in a long context' '--access-programs=cyber=standard,cyber=daybreak_blue,cyber=daybreak_red,%at-file	The programs by which you have access to more' '--moderation=model=,policy=,%at-file	Check the input and the output with a moderation model' '--prompt-cache-key=	Requests with the same key share cached prompts' '--prompt-cache-options=ttl=30m,ttl=12h,mode=implicit,mode=explicit,prewarm=,comparison_response_id=,%at-file	How prompts are cached' '--prompt-cache-retention=in_memory,24h	How long a cached prompt is kept' '--safety-identifier=	A stable, hashed id of the end user, to trace abuse' '--user=	A stable id of the end user; now --safety-identifier and...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands -
case 'responses get' 'responses retrieve'
set flags '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer' '--stream	Send the events, of a background response live' '--no-stream	Send the events, of a background response live' '--starting-after=	Send only the events behind this sequence number' '--include-obfuscation	Pad events so that their sizes tell nothing of the words' '--no-include-obfuscation	Pad events so that their sizes tell nothing of the words'
set operands %ids/responses
case 'responses wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/responses...
case 'responses delete' 'responses rm'
set operands %ids/responses
case 'responses cancel'
set operands %ids/responses
case 'responses input-items'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer' '--all	Fetch every page'
set operands %ids/responses
case 'responses count-tokens'
set flags '--input=	The prompt; - is standard input, and what is piped joins it' '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model to count for' '--instructions=	What the model is told before the prompt' '--previous-response-id=%ids/responses	Go on from the response with this id' '--conversation=	The id of the conversation that this belongs to' '--tools=%at-file	The tools that the model may call, such as [{"type":...' '--tool-choice=none,auto,required	Which tool must be called' '--parallel-tool-calls	Let several tools be called at once' '--no-parallel-tool-calls	Let several tools be called at once' '--reasoning=effort=none,effort=minimal,effort=low,effort=medium,effort=high,effort=xhigh,effort=max,summary=auto,summary=concise,summary=detailed,mode=standard,mode=pro,context=auto,context=current_turn,context=all_turns,generate_summary=auto,generate_summary=concise,generate_summary=detailed,%at-file	How a reasoning model thinks, such as effort=high' '--text=format=,verbosity=low,verbosity=medium,verbosity=high,%at-file	The form of the answer: plain, JSON, or JSON by a schema...' '--truncation=auto,disabled	Leave out items of what is too long' '--personality=friendly,pragmatic	The manner of speaking'
set operands -
case 'responses compact'
set flags '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model to ask' '--input=	The prompt; - is standard input, and what is piped joins it' '--previous-response-id=%ids/responses	Go on from the response with this id' '--instructions=	What the model is told before the prompt' '--image=context_compression=auto,context_compression=enabled,context_compression=disabled,%at-file	How pictures count in the context' '--prompt-cache-key=	Requests with the same key share cached prompts' '--prompt-cache-options=ttl=30m,ttl=12h,mode=implicit,mode=explicit,prewarm=,comparison_response_id=,%at-file	How prompts are cached' '--prompt-cache-retention=in_memory,24h	How long a cached prompt is kept' '--service-tier=auto,default,flex,scale,priority,fast,ultrafast	How fast and at what price it is served'
set operands -
case 'conversations'
set verbs 'items	Look after what was said in a conversation' 'create	Create a conversation, empty or with its first items' 'get	Show one conversation\'s facts; `oai conversations items...' 'update	Change the metadata of a conversation' 'delete	Delete a conversation; the items in it are not deleted'
case 'conversations items'
set verbs 'create	Add to a conversation: a message, or any items; nothing is...' 'list	List what is in a conversation' 'get	Show one item; -t prints the words of a message' 'delete	Take an item out of a conversation'
case 'conversations items create'
set flags '--items=%at-file	What is added, as JSON or @FILE: 20 items at most' '--role=user,assistant,system,developer	Who says the message' '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer'
set operands %ids/conversations -
case 'conversations items list' 'conversations items ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/conversations-items	Start behind the object with this id' '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer' '--all	Fetch every page'
set operands %ids/conversations
case 'conversations items get' 'conversations items retrieve'
set flags '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer'
set operands %ids/conversations %ids/conversations-items
case 'conversations items delete' 'conversations items rm'
set operands %ids/conversations %ids/conversations-items
case 'conversations create'
set flags '--items=%at-file	What it begins with, such as [{"role": "user", "content":...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
case 'conversations get' 'conversations retrieve'
set operands %ids/conversations
case 'conversations update'
set flags '--metadata=	All of your notes on it: up to 16 pairs, which replace the...'
set operands %ids/conversations
case 'conversations delete' 'conversations rm'
set operands %ids/conversations
case 'chat'
set verbs 'create	Ask a model with a list of messages' 'list	List stored completions: those that were created with --store' 'get	Show a stored completion' 'messages	List the messages that a stored completion answered' 'update	Change the metadata of a stored completion' 'delete	Delete a stored completion'
case 'chat create'
set flags '--messages=%at-file	The conversation so far, as JSON or @FILE; the prompt comes...' '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model to ask' '--system=	What the model is told before the conversation' '--image=%file	Show it a picture: a file or a URL' '--reasoning-effort=none,minimal,low,medium,high,xhigh,max	How much a reasoning model thinks first' '--verbosity=low,medium,high	How much it says' '--response-format=type=text,type=json_object,type=json_schema,json_schema=,%at-file	The form of the answer: plain text, any JSON, or JSON by a...' '--max-completion-tokens=	The most tokens to make, thinking included' '--max-tokens=	The most tokens to make; now --max-completion-tokens' '--n=	How many answers to make' '--stop=	End before this text; up to 4 of them' '--temperature=	How freely words are chosen: low is focused, high is varied' '--top-p=	Choose only among the likeliest words that together have...' '--frequency-penalty=	Avoid words the more often they came' '--presence-penalty=	Avoid words that came at all' '--logit-bias=%at-file	Make tokens likelier or less: token ids to numbers from -100...' '--seed=	Ask for the same answer to the same request, as far as that goes' '--prediction=type=content,content=,%at-file	Most of the answer, where that is known beforehand: it comes...' '--modalities=text,audio	The kinds of answer to make' '--audio=voice=,format=wav,format=aac,format=mp3,format=flac,format=opus,format=pcm16,%at-file	How a spoken answer sounds; with --modalities text...' '--tools=%at-file	The tools that the model may call: [{"type": "function",...' '--tool-choice=none,auto,required	Which tool must be called; a certain one by --set' '--parallel-tool-calls	Let several tools be called at once' '--no-parallel-tool-calls	Let several tools be called at once' '--web-search-options=user_location=,search_context_size=low,search_context_size=medium,search_context_size=high,%at-file	Search the web first: for whom, and how much of what is...' '--functions=%at-file	Functions that may be called; now --tools' '--function-call=none,auto	Which function must be called; now --tool-choice' '--stream	Send the answer while it is made' '--no-stream	Send the answer while it is made' '--stream-options=include_usage=,include_obfuscation=,%at-file	What a stream carries beside the text' '--store	Keep the completion on the server' '--no-store	Keep the completion on the server' '--logprobs	Report how likely each token was' '--no-logprobs	Report how likely each token was' '--top-logprobs=	How many of the likeliest tokens to report at each place' '--service-tier=auto,default,flex,scale,priority,fast,ultrafast	How fast and at what price it is served' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--moderation=model=,policy=,%at-file	Check the input and the output with a moderation model' '--prompt-cache-key=	Requests with the same key share cached prompts' '--prompt-cache-options=ttl=30m,ttl=12h,mode=implicit,mode=explicit,prewarm=,comparison_response_id=,%at-file	How prompts are cached' '--prompt-cache-retention=in_memory,24h	How long a cached prompt is kept' '--safety-identifier=	A stable, hashed id of the end user, to trace abuse' '--user=	A stable id of the end user; now --safety-identifier and...'
set operands -
case 'chat list' 'chat ls'
set flags '--model=%ids/models	Only answers of this model' '--metadata=	Only those with these pairs' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first' '--after=%ids/chat	Start behind the object with this id' '--all	Fetch every page'
case 'chat get' 'chat retrieve'
set operands %ids/chat
case 'chat messages'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first' '--after=	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/chat
case 'chat update'
set flags '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/chat
case 'chat delete' 'chat rm'
set operands %ids/chat
case 'completions'
set verbs 'create	Let a model go on with a text'
case 'completions create'
set flags '--prompt=	The text to go on with; - is standard input, and what is...' '--model=gpt-3.5-turbo-instruct,davinci-002,babbage-002,%ids/models	The model to ask' '--suffix=	What is to come behind the new text' '--echo	Repeat the prompt before the answer' '--no-echo	Repeat the prompt before the answer' '--max-tokens=	The most tokens to make' '--n=	How many answers to make' '--best-of=	Make so many answers and send the best ones; this cannot be...' '--stop=	End before this text; up to 4 of them' '--temperature=	How freely words are chosen: low is focused, high is varied' '--top-p=	Choose only among the likeliest words that together have...' '--frequency-penalty=	Avoid words the more often they came' '--presence-penalty=	Avoid words that came at all' '--logit-bias=%at-file	Make tokens likelier or less: token ids to numbers from -100...' '--seed=	Ask for the same answer to the same request, as far as that goes' '--stream	Send the answer while it is made' '--no-stream	Send the answer while it is made' '--stream-options=include_usage=,include_obfuscation=,%at-file	What a stream carries beside the text' '--logprobs=	How many of the likeliest tokens to report at each place' '--user=	A stable id of the end user, to trace abuse'
set operands -...
case 'embeddings'
set verbs 'create	Turn texts into vectors, in the order of the texts'
case 'embeddings create'
set flags '--input=	The text to embed; - is standard input, and what is piped is...' '--model=text-embedding-3-small,text-embedding-3-large,text-embedding-ada-002,%ids/models	The model that makes the vectors' '--dimensions=	Make shorter vectors; not every model can' '--encoding-format=float,base64	How the API writes the vectors; base64 holds 32-bit floats' '--user=	A stable id of the end user, to trace abuse'
set operands -...
case 'moderations'
set verbs 'create	Check texts and pictures for harmful content'
case 'moderations create'
set flags '--input=	The text to check; - is standard input, and what is piped is...' '--model=omni-moderation-latest,omni-moderation-2024-09-26,text-moderation-latest,text-moderation-stable,%ids/models	The model that checks' '--image=%file	Show it a picture: a file or a URL'
set operands -...
case 'decisions'
set verbs 'create	Have a model answer closed questions about a text'
case 'decisions create'
set flags '--input=	The text that the questions are about, or messages as JSON;...' '--model=%ids/models	The model that decides' '--questions=%at-file	What to decide: 1 to 400 questions, as JSON or @questions.json' '--safety-identifier=	A stable name of your user, hashed, so that misuse can be...' '--prompt-cache-key=	What requests with the same beginning share, for the cache' '--prompt-cache-options=mode=implicit,mode=explicit,ttl=30m,%at-file	How the beginning is cached: mode=implicit or explicit, ttl=30m'
set operands -...
case 'models'
set verbs 'list	List the models that this key may use' 'get	Show one model' 'delete	Delete a fine-tuned model that your organization owns'
case 'models list' 'models ls'
set flags '--limit=	How many to list in all' '--all	Fetch every page'
case 'models get' 'models retrieve'
set operands %ids/models
case 'models delete' 'models rm'
set operands %ids/models
case 'files'
set verbs 'upload	Upload files' 'list	List uploaded files' 'get	Show one file\'s facts' 'download	Download the content of files' 'delete	Delete a file'
case 'files upload'
set flags '--file=%file	The file to upload, or - for standard input' '--purpose=assistants,batch,fine-tune,vision,user_data,evals	What the file is for' '--expires-after=anchor=created_at,seconds=,%at-file	When it is deleted by itself, such as anchor=created_at...' '--filename=	Another name to send it under' '--part-threshold=	From which size a file is sent in parts' '--part-size=	How large a part is, up to 64MiB' '--concurrency=	How many connections at once'
set operands %file...
case 'files list' 'files ls'
set flags '--purpose=assistants,batch,fine-tune,vision,user_data,evals	Only files for this purpose' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/files	Start behind the object with this id' '--all	Fetch every page'
case 'files get' 'files retrieve'
set operands %ids/files
case 'files download'
set flags '--concurrency=	How many connections at once'
set operands %ids/files...
case 'files delete' 'files rm'
set operands %ids/files
case 'uploads'
set verbs 'create	Begin an upload, which lives for an hour' 'add-part	Send one part; parts may be sent in any order, and at the...' 'complete	Put the parts together into a file' 'cancel	Cancel an upload; no part can be added after that'
case 'uploads create'
set flags '--filename=	The name of the file to be' '--purpose=user_data,assistants,batch,fine-tune,vision,evals	What the file is for' '--bytes=	The size of the whole file in bytes' '--mime-type=	The MIME type, which must suit the purpose' '--expires-after=anchor=created_at,seconds=,%at-file	When it is deleted by itself, such as anchor=created_at...'
case 'uploads add-part'
set flags '--data=%file	The file that holds this part: at most 64 MB'
set operands %ids/uploads %file
case 'uploads complete'
set flags '--part-ids=	The ids of the parts, in the order of the file' '--md5=	The MD5 of the whole file, for the server to check'
set operands %ids/uploads
case 'uploads cancel'
set operands %ids/uploads
case 'audio'
set verbs 'voices	Make a voice of your own' 'voice-consents	Keep speakers\' recorded consents to their voices' 'speech	Turn text into speech' 'transcribe	Turn speech into text in its own language' 'translate	Turn speech in any language into English text'
case 'audio voices'
set verbs 'create	Make a voice from a recording of somebody who agreed to it,...' 'delete	Delete a voice: speech can no longer have it'
case 'audio voices create'
set flags '--name=	What to call it' '--audio-sample=%file	A recording of the voice: up to 10 MB; - is standard input' '--type=audio_sample,prompt	What it is made from' '--consent=	The id of the speaker\'s consent: see oai audio voice-consents' '--prompt=	How it sounds, in words' '--script-hint=	A text such as it will speak' '--model=auto,2026-10-08,%ids/models	The model that makes it'
set operands %file
case 'audio voices delete' 'audio voices rm'
set operands %ids/audio-voices
case 'audio voice-consents'
set verbs 'create	Upload a speaker\'s consent, which a voice needs' 'list	List consents' 'get	Show one consent' 'update	Give a consent another name; the recording stays as it is' 'delete	Delete a consent'
case 'audio voice-consents create'
set flags '--recording=%file	The recording in which the speaker agrees: up to 10 MB; - is...' '--name=	What to call the recording, such as the speaker\'s name' '--language=	The language spoken, as a tag such as en-US'
set operands %file
case 'audio voice-consents list' 'audio voice-consents ls'
set flags '--limit=	How many to list in all' '--after=%ids/audio-voice-consents	Start behind the object with this id' '--all	Fetch every page'
case 'audio voice-consents get' 'audio voice-consents retrieve'
set operands %ids/audio-voice-consents
case 'audio voice-consents update'
set flags '--name=	What to call the recording, such as the speaker\'s name'
set operands %ids/audio-voice-consents
case 'audio voice-consents delete' 'audio voice-consents rm'
set operands %ids/audio-voice-consents
case 'audio speech'
set flags '--input=	The text to say, up to 4096 characters; - is standard input,...' '--model=gpt-4o-mini-tts,tts-1,tts-1-hd,%ids/models	The model that speaks' '--voice=alloy,ash,ballad,coral,echo,fable,nova,onyx,sage,shimmer,verse,marin,cedar	The voice; one of your own by --set voice.id=ID' '--instructions=	How to say it, such as: whispering; up to 4096 characters' '--response-format=mp3,opus,aac,flac,wav,pcm	The kind of file; else the ending of --output says it' '--speed=	How fast, 1 being as usual' '--stream-format=audio,sse	How it is sent: as it is, or as events, which --format jsonl...' '--open	Open what was saved, with the program that this machine has...' '--no-open	Open what was saved, with the program that this machine has...'
set operands -
case 'audio transcribe'
set flags '--file=%file	A recording, or a pattern for several: flac, mp3, mp4, mpeg,...' '--model=gpt-4o-transcribe,gpt-4o-mini-transcribe,gpt-4o-transcribe-diarize,gpt-transcribe,whisper-1,%ids/models	The model that listens' '--filename=	The name of what comes through standard input; its ending...' '--language=	The language spoken, as a code such as en or de' '--languages=	The languages that may be spoken' '--prompt=	Words for the model to go by: names, spelling, style' '--keywords=	A name or term that is likely to be said' '--known-speaker-names=	Who may speak: up to 4 names, for the model that tells...' '--known-speaker-references=%file	A recording of 2 to 10 seconds of each of those speakers, in...' '--response-format=json,text,srt,vtt,verbose_json,diarized_json	What comes back: JSON, with times or speakers, or plain text...' '--timestamp-granularities=word,segment	What verbose_json times' '--include=logprobs	More to put into the answer' '--stream	Send the words while they are heard; whisper-1 cannot' '--no-stream	Send the words while they are heard; whisper-1 cannot' '--temperature=	How freely words are chosen; at 0 the model raises it by...' '--chunking-strategy=auto	How long recordings are cut; the speakers\' model wants auto...' '--concurrency=	So many recordings at a time'
set operands %file...
case 'audio translate'
set flags '--file=%file	The recording: flac, mp3, mp4, mpeg, mpga, m4a, ogg, wav or...' '--model=whisper-1,%ids/models	The model that listens' '--filename=	The name of what comes through standard input; its ending...' '--prompt=	Words for the model to go by: names, spelling, style' '--response-format=json,text,srt,vtt,verbose_json	What comes back: JSON, plain text or subtitles; else the...' '--temperature=	How freely words are chosen; at 0 the model raises it by...'
set operands %file
case 'images'
set verbs 'generate	Make pictures from words' 'edit	Change pictures, or make a new one from several' 'vary	Make pictures like another one'
case 'images generate'
set flags '--prompt=	What to show, up to 32,000 characters; - is standard input,...' '--model=gpt-image-2.6-sunburst,gpt-image-2.6-flare,gpt-image-2.5-sunburst,gpt-image-2.5-flare,gpt-image-2,gpt-image-1.5,gpt-image-1,gpt-image-1-mini,chatgpt-image-latest,dall-e-3,dall-e-2,%ids/models	The model that draws' '--n=	How many pictures to make' '--size=auto,1024x1024,1536x1024,1024x1536,1792x1024,1024x1792,512x512,256x256	Width and height in pixels, as far as the model can' '--quality=auto,low,medium,high,xhigh,max,standard,hd	How much work is put in; hd and standard are dall-e-3\'s' '--background=transparent,opaque,auto	What is behind it; transparent wants png or webp' '--style=vivid,natural	For dall-e-3 alone' '--output-format=png,jpeg,webp,gif,svg	The kind of file; else the ending of --output says it, but...' '--output-compression=	How good a jpeg or webp stays, in percent' '--complexity=low,medium,high	How much there is to see in an svg or gif' '--frame-count=	How many pictures a gif has' '--frame-duration-ms=	How long each is shown, in milliseconds' '--svg=model=,reasoning=,%at-file	The model that writes an svg, and how hard it thinks:...' '--response-format=url,b64_json	How the dall-e models send it: itself, or a URL that is good...' '--stream	Send events while it is made' '--no-stream	Send events while it is made' '--partial-images=	How many unfinished pictures to send before it' '--moderation=auto,low	How strictly it is checked' '--safety-identifier=	A stable, hashed id of the end user, to trace abuse' '--user=	A stable id of the end user, to trace abuse' '--open	Open what was saved, with the program that this machine has...' '--no-open	Open what was saved, with the program that this machine has...'
set operands -
case 'images edit'
set flags '--prompt=	What to show, up to 32,000 characters; - is standard input,...' '--image=%file	The picture to change: a file, a URL, or an uploaded file\'s id' '--mask=%file	A png of the first picture\'s size, transparent where it may...' '--markup=%file	The same picture with your marks on it: what to change, and...' '--model=gpt-image-2.6-sunburst,gpt-image-2.6-flare,gpt-image-2.5-sunburst,gpt-image-2.5-flare,gpt-image-2,gpt-image-1.5,gpt-image-1,gpt-image-1-mini,chatgpt-image-latest,dall-e-3,dall-e-2,%ids/models	The model that draws' '--n=	How many pictures to make' '--size=auto,1024x1024,1536x1024,1024x1536,512x512,256x256	Width and height in pixels, as far as the model can' '--quality=auto,low,medium,high,xhigh,max,standard	How much work is put in' '--background=transparent,opaque,auto	What is behind it; transparent wants png or webp' '--input-fidelity=high,low	How closely faces and details are kept' '--output-format=png,jpeg,webp,gif,svg	The kind of file; else the ending of --output says it, but...' '--output-compression=	How good a jpeg or webp stays, in percent' '--complexity=low,medium,high	How much there is to see in an svg or gif' '--frame-count=	How many pictures a gif has' '--frame-duration-ms=	How long each is shown, in milliseconds' '--svg=model=,reasoning=,%at-file	The model that writes an svg, and how hard it thinks:...' '--response-format=url,b64_json	How the dall-e models send it: itself, or a URL that is good...' '--stream	Send events while it is made' '--no-stream	Send events while it is made' '--partial-images=	How many unfinished pictures to send before it' '--images=%at-file	The pictures as the API\'s objects, with file_id or...' '--moderation=auto,low	How strictly it is checked' '--safety-identifier=	A stable, hashed id of the end user, to trace abuse' '--user=	A stable id of the end user, to trace abuse' '--open	Open what was saved, with the program that this machine has...' '--no-open	Open what was saved, with the program that this machine has...'
set operands -
case 'images vary'
set flags '--image=%file	A square png of up to 4 MB; - is standard input' '--model=dall-e-2,%ids/models	The model that draws' '--n=	How many pictures to make' '--size=1024x1024,512x512,256x256	Width and height in pixels' '--response-format=url,b64_json	How the dall-e models send it: itself, or a URL that is good...' '--user=	A stable id of the end user, to trace abuse' '--open	Open what was saved, with the program that this machine has...' '--no-open	Open what was saved, with the program that this machine has...'
set operands %file
case 'videos'
set verbs 'characters	Keep people and things to show again' 'create	Begin to make a video' 'list	List videos' 'get	Show one video: how far it is, or why it failed' 'wait	Wait until a video has ended, and show it as it is then' 'download	Download videos that are completed, or previews of them' 'delete	Delete a video' 'remix	Begin a new video that changes one that is completed' 'edit	Begin to edit a video, one of your own or one that was made' 'extend	Begin to make a video longer'
case 'videos characters'
set verbs 'create	Keep a character from a film, to be named in prompts' 'get	Show one character'
case 'videos characters create'
set flags '--video=%file	A film that shows the character; - is standard input' '--name=	What to call it in prompts: up to 80 characters'
set operands %file
case 'videos characters get' 'videos characters retrieve'
set operands %ids/videos-characters
case 'videos create'
set flags '--prompt=	What to show, up to 32,000 characters; - is standard input,...' '--model=sora-2,sora-2-pro,%ids/models	The model that makes it' '--input-reference=%file	A picture to start from: a file, a URL, or an uploaded file\'s id' '--seconds=4,8,12	How long it is' '--size=720x1280,1280x720,1024x1792,1792x1024	Width and height in pixels' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands -
case 'videos list' 'videos ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/videos	Start behind the object with this id' '--all	Fetch every page'
case 'videos get' 'videos retrieve'
set operands %ids/videos
case 'videos wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/videos...
case 'videos download'
set flags '--variant=video,thumbnail,spritesheet	The film itself, one still, or a sheet of stills' '--open	Open what was saved, with the program that this machine has...' '--no-open	Open what was saved, with the program that this machine has...' '--concurrency=	How many connections at once'
set operands %ids/videos...
case 'videos delete' 'videos rm'
set operands %ids/videos
case 'videos remix'
set flags '--prompt=	What to show, up to 32,000 characters; - is standard input,...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/videos -
case 'videos edit'
set flags '--prompt=	What to show, up to 32,000 characters; - is standard input,...' '--video=%file	The video to start from: a file, or the id of one that was made' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands -
case 'videos extend'
set flags '--prompt=	What to show, up to 32,000 characters; - is standard input,...' '--video=%file	The video to start from: a file, or the id of one that was made' '--seconds=4,8,12	How much longer it gets' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands -
case 'provenance'
set verbs 'check	Look for signs that a file was made by one of OpenAI\'s models'
case 'provenance check'
set flags '--file=%file	The picture, sound or film to check; - is standard input'
set operands %file
case 'containers'
set verbs 'files	See, add and fetch the files in a container' 'create	Create a container, which is paid for while it lives' 'list	List containers' 'get	Show one container' 'delete	Delete a container with all the files in it'
case 'containers files'
set verbs 'upload	Put files into a container, from here or from the files that...' 'list	List the files in a container' 'get	Show one file\'s facts' 'download	Download files from a container' 'delete	Delete a file from a container'
case 'containers files upload'
set flags '--file=%file	The file to put there; - is standard input' '--file-id=%ids/files	An uploaded file to copy instead, by its id' '--filename=	Another name to send it under'
set operands %ids/containers %file...
case 'containers files list' 'containers files ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/containers-files	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/containers
case 'containers files get' 'containers files retrieve'
set operands %ids/containers %ids/containers-files
case 'containers files download'
set flags '--concurrency=	How many connections at once'
set operands %ids/containers %ids/containers-files...
case 'containers files delete' 'containers files rm'
set operands %ids/containers %ids/containers-files
case 'containers create'
set flags '--name=	What to call it' '--file-ids=%ids/files,%at-file	The id of an uploaded file to copy into it' '--expires-after=anchor=last_active_at,minutes=,%at-file	When it is deleted by itself, such as anchor=last_active_at...' '--memory-limit=1g,4g,16g,64g	How much memory it has' '--network-policy=type=allowlist,type=disabled,allowed_domains=,%at-file	Which hosts it may reach' '--skills=%at-file	The skills to put into it, by reference or inline: [{"type":...'
case 'containers list' 'containers ls'
set flags '--name=	Only containers with this name' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/containers	Start behind the object with this id' '--all	Fetch every page'
case 'containers get' 'containers retrieve'
set operands %ids/containers
case 'containers delete' 'containers rm'
set operands %ids/containers
case 'skills'
set verbs 'versions	Look after the versions of a skill' 'create	Create a skill from a folder that has a SKILL.md in it' 'list	List skills' 'get	Show one skill' 'download	Download the default versions of skills, each as a zip' 'update	Choose the version that a skill is used in' 'delete	Delete a skill with all its versions'
case 'skills versions'
set verbs 'create	Add a version to a skill, from a folder with a SKILL.md in it' 'list	List the versions of a skill' 'get	Show one version' 'download	Download one version as a zip' 'delete	Delete one version'
case 'skills versions create'
set flags '--files=%file	The skill\'s folder, its files, or a zip of the folder' '--default	Use this version from now on' '--no-default	Use this version from now on'
set operands %ids/skills %file...
case 'skills versions list' 'skills versions ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/skills-versions	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/skills
case 'skills versions get' 'skills versions retrieve'
set operands %ids/skills %ids/skills-versions
case 'skills versions download'
set operands %ids/skills %ids/skills-versions
case 'skills versions delete' 'skills versions rm'
set operands %ids/skills %ids/skills-versions
case 'skills create'
set flags '--files=%file	The skill\'s folder, its files, or a zip of the folder'
set operands %file...
case 'skills list' 'skills ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/skills	Start behind the object with this id' '--all	Fetch every page'
case 'skills get' 'skills retrieve'
set operands %ids/skills
case 'skills download'
set flags '--concurrency=	How many connections at once'
set operands %ids/skills...
case 'skills update'
set flags '--default-version=	The version that is used where none is named'
set operands %ids/skills
case 'skills delete' 'skills rm'
set operands %ids/skills
case 'batches'
set verbs 'create	Create a batch from an uploaded file' 'list	List batches, the newest first' 'get	Show one batch: how far it is, and the ids of its output files' 'wait	Wait until a batch has ended, and show it as it is then' 'cancel	Cancel a batch; what is already answered can still be downloaded' 'validate	Check files for batches, line by line, without sending anything' 'run	Run a file of requests, and write the results in the order...' 'results	Fetch the results of a batch that has ended, failures among them'
case 'batches create'
set flags '--input-file-id=%ids/files,%at-file	The id of the uploaded JSONL file, one request a line' '--endpoint=/v1/responses,/v1/chat/completions,/v1/embeddings,/v1/completions,/v1/moderations,/v1/images/generations,/v1/images/edits,/v1/videos	The endpoint that every line is for' '--completion-window=24h	How long it may take' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--output-expires-after=anchor=created_at,seconds=,%at-file	When it is deleted by itself, such as anchor=created_at...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
case 'batches list' 'batches ls'
set flags '--limit=	How many to list in all' '--after=%ids/batches	Start behind the object with this id' '--all	Fetch every page'
case 'batches get' 'batches retrieve'
set operands %ids/batches
case 'batches wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/batches...
case 'batches cancel'
set operands %ids/batches
case 'batches validate'
set flags '--max-lines=	Split at so many lines' '--max-bytes=	Split at this size, such as 100MB'
set operands %file...
case 'batches run'
set flags '--now	Ask the ordinary endpoint now, at its price, and make no batch' '--no-now	Ask the ordinary endpoint now, at its price, and make no batch' '--concurrency=	With --now: so many requests at a time' '--retry-failed	Send the lines again that failed in the run of before' '--no-retry-failed	Send the lines again that failed in the run of before' '--restart	Forget the run of before, and start over' '--no-restart	Forget the run of before, and start over' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--completion-window=24h	How long it may take' '--max-lines=	Split at so many lines' '--max-bytes=	Split at this size, such as 100MB' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %file
case 'batches results'
set operands %ids/batches
case 'realtime'
set verbs 'calls	Begin, accept, transfer and end calls' 'client-secrets	Make a key with which a browser opens one session' 'sessions	Make a key for a session, in the older form' 'transcription-sessions	Make a key for a session that only writes down' 'translations	Make a key for a session that translates'
case 'realtime calls'
set verbs 'create	Begin a WebRTC call with an SDP offer; the answer is the...' 'accept	Accept a SIP call, and say which session takes it' 'hangup	End a call, over SIP or WebRTC' 'refer	Transfer a SIP call to somebody else' 'reject	Decline a SIP call'
case 'realtime calls create'
set flags '--sdp=	The SDP offer itself, instead of a file with it' '--session=type=realtime,model=gpt-realtime-2.1,model=gpt-realtime-2.1-mini,model=gpt-realtime-2,model=gpt-realtime-1.5,model=gpt-realtime,model=gpt-realtime-mini,model=gpt-audio-1.5,model=gpt-audio-mini,instructions=,output_modalities=,audio=,reasoning=,max_output_tokens=,truncation=auto,truncation=disabled,prompt=,tools=,tool_choice=none,tool_choice=auto,tool_choice=required,parallel_tool_calls=,include=,tracing=auto,%at-file	The session that answers: type=realtime model=gpt-realtime...'
set operands %file
case 'realtime calls accept'
set flags '--type=realtime	The type of the session' '--model=gpt-realtime-2.1,gpt-realtime-2.1-mini,gpt-realtime-2,gpt-realtime-1.5,gpt-realtime,gpt-realtime-mini,gpt-audio-1.5,gpt-audio-mini,%ids/models	The model that speaks' '--instructions=	What the model is told before the talk' '--output-modalities=audio,text	Whether it speaks (with a transcript) or writes: one of the two' '--audio=input=,output=,%at-file	How it hears and sounds, such as output.voice=marin...' '--reasoning=effort=minimal,effort=low,effort=medium,effort=high,effort=xhigh,%at-file	How much it thinks first; otherwise effort=low' '--max-output-tokens=inf	The most tokens of one answer: 1 to 4096, or inf' '--truncation=auto,disabled	Leave out the beginning of what is too long, or fail; how...' '--prompt=id=,version=,variables=,%at-file	A prompt that is kept on the platform' '--tools=%at-file	The tools that the model may call: [{"type": "function",...' '--tool-choice=none,auto,required	Which tool must be called; a certain one by --set' '--parallel-tool-calls	Let several tools be called at once' '--no-parallel-tool-calls	Let several tools be called at once' '--include=item.input_audio_transcription.logprobs	More to put into the events' '--tracing=auto	Record the session for the traces dashboard, with names of...'
set operands %ids/realtime-calls
case 'realtime calls hangup'
set operands %ids/realtime-calls
case 'realtime calls refer'
set flags '--target-uri=	Where to: tel:+14155550123, or sip:agent@example.com'
set operands %ids/realtime-calls
case 'realtime calls reject'
set flags '--status-code=	The SIP status that the caller gets, such as 486 for busy'
set operands %ids/realtime-calls
case 'realtime client-secrets'
set verbs 'create	Make a client secret; -t prints it alone'
case 'realtime client-secrets create'
set flags '--session=type=realtime,type=transcription,model=gpt-realtime-2.1,model=gpt-realtime-2.1-mini,model=gpt-realtime-2,model=gpt-realtime-1.5,model=gpt-realtime,model=gpt-realtime-mini,model=gpt-audio-1.5,model=gpt-audio-mini,instructions=,audio=,tools=,%at-file	The session that it opens: one that speaks (realtime) or...' '--expires-after=anchor=created_at,seconds=,%at-file	How long the secret opens sessions: 10 to 7200 seconds,...'
case 'realtime sessions'
set verbs 'create	Make a client secret for a session, in the older form; -t...'
case 'realtime sessions create'
set flags '--client-secret=expires_after=,value=,expires_at=,%at-file	How long the key is good for:...' '--model=gpt-realtime-2.1,gpt-realtime-2.1-mini,gpt-realtime-2,gpt-realtime-1.5,gpt-realtime,gpt-realtime-mini,gpt-audio-1.5,gpt-audio-mini,%ids/models	The model that speaks' '--instructions=	What the model is told before the talk' '--modalities=text,audio	What it may answer with' '--temperature=	How freely words are chosen, 0.6 to 1.2' '--max-response-output-tokens=inf	The most tokens of one answer: 1 to 4096, or inf' '--truncation=auto,disabled	Leave out the beginning of what is too long, or fail; how...' '--prompt=id=,version=,variables=,%at-file	A prompt that is kept on the platform' '--tools=%at-file	The tools that the model may call: [{"type": "function",...' '--tool-choice=auto,none,required	How it chooses tools' '--voice=alloy,ash,ballad,cedar,coral,echo,marin,sage,shimmer,verse	The voice that speaks; it stays once it has spoken' '--speed=	How fast it speaks' '--input-audio-format=pcm16,g711_ulaw,g711_alaw	The form of the sound that it hears' '--output-audio-format=pcm16,g711_ulaw,g711_alaw	The form of the sound that it makes' '--input-audio-transcription=model=,language=,prompt=,%at-file	The model that writes down what it hears; otherwise none does' '--turn-detection=type=server_vad,type=semantic_vad,threshold=,prefix_padding_ms=,silence_duration_ms=,eagerness=low,eagerness=medium,eagerness=high,eagerness=auto,create_response=,interrupt_response=,%at-file	When a turn begins and ends, by how loud it is or by what...' '--input-audio-noise-reduction=type=near_field,type=far_field,%at-file	Filter noise: near_field for a headset, far_field for a room' '--tracing=auto	Record the session for the traces dashboard, with names of...'
case 'realtime transcription-sessions'
set verbs 'create	Make a client secret for a session that transcribes; -t...'
case 'realtime transcription-sessions create'
set flags '--input-audio-format=pcm16,g711_ulaw,g711_alaw	The form of the sound; pcm16 is 24 kHz, mono, little-endian' '--input-audio-transcription=model=gpt-transcribe,model=gpt-live-transcribe,model=gpt-4o-transcribe,model=gpt-4o-mini-transcribe,model=whisper-1,language=,languages=,keywords=,prompt=,delay=minimal,delay=low,delay=medium,delay=high,delay=xhigh,%at-file	The model that writes, and what helps it: language=de...' '--turn-detection=type=server_vad,type=semantic_vad,threshold=,prefix_padding_ms=,silence_duration_ms=,eagerness=low,eagerness=medium,eagerness=high,eagerness=auto,create_response=,interrupt_response=,%at-file	When a turn begins and ends, by how loud it is or by what...' '--input-audio-noise-reduction=type=near_field,type=far_field,%at-file	Filter noise: near_field for a headset, far_field for a room' '--modalities=text,audio	What it may answer with' '--client-secret=expires_at=,%at-file	How long the key is good for: expires_at.anchor=created_at...' '--include=item.input_audio_transcription.logprobs	More to put into the events'
case 'realtime translations'
set verbs 'create-client-secret	Make a client secret for a session that translates; -t...'
case 'realtime translations create-client-secret'
set flags '--session=model=,audio=,%at-file	The session that it opens, such as...' '--expires-after=anchor=created_at,seconds=,%at-file	How long the secret opens sessions: 10 to 7200 seconds,...'
case 'live'
set verbs 'sessions	Begin, accept, fork and end live sessions'
case 'live sessions'
set verbs 'create	Begin a live session with an SDP offer; the answer has the...' 'accept	Accept a SIP call as a live session, and say who takes it' 'fork	Begin a second session that knows what the first one has...' 'download	Download the recording of a session that was stored' 'refer	Transfer a SIP session to somebody else' 'reject	Decline a SIP call' 'hangup	End a session, over SIP or WebRTC'
case 'live sessions create'
set flags '--session=model=gpt-live-1,model=gpt-live-1.1,instructions=,input=,audio=,delegation=,triggers=,store=,safety_identifier=,client=,idle_timeout_s=,wake_policy=,%at-file	Who answers: model=gpt-live-1 instructions=TEXT...' '--transport=type=webrtc,sdp=,%at-file	How it is connected: type=webrtc sdp=@offer.sdp, the SDP...'
case 'live sessions accept'
set flags '--session=type=live,model=gpt-live-1,model=gpt-live-1.1,instructions=,input=,audio=,delegation=,triggers=,store=,safety_identifier=,%at-file	Who answers: type=live model=gpt-live-1 instructions=TEXT...'
set operands %ids/live-sessions
case 'live sessions fork'
set flags '--transport=type=webrtc,sdp=,%at-file	How it is connected: type=webrtc sdp=@offer.sdp, the SDP...' '--session=client=,delegation=,store=,%at-file	What is different from the session that it is made of, such...'
set operands %ids/live-sessions
case 'live sessions download'
set operands %ids/live-sessions
case 'live sessions refer'
set flags '--target-uri=	Where to: tel:+14155550123, or sip:agent@example.com'
set operands %ids/live-sessions
case 'live sessions reject'
set flags '--status-code=	The SIP status that the caller gets, such as 486 for busy'
set operands %ids/live-sessions
case 'live sessions hangup'
set operands %ids/live-sessions
case 'vector-stores'
set verbs 'files	Look after the files of a vector store' 'file-batches	Add many files to a vector store at once' 'sync	Make a vector store have what a folder has' 'upload	Upload files into a vector store' 'create	Create a vector store; its size is paid for by the day' 'list	List vector stores' 'get	Show one vector store: how many of its files are indexed,...' 'wait	Wait until a vector store has ended, and show it as it is then' 'update	Rename a vector store, or change when it expires' 'delete	Delete a vector store; the files that were uploaded for it stay' 'search	Search a vector store by meaning; -t prints the passages...'
case 'vector-stores files'
set verbs 'create	Add an uploaded file to a vector store; it can be searched...' 'list	List the files of a vector store' 'get	Show one file: whether it is indexed, or why not' 'wait	Wait until a file of a vector store has ended, and show it...' 'content	Show the text that was read out of a file; -t prints nothing...' 'update	Change the attributes of a file, which searches can be...' 'delete	Take a file out of a vector store; the uploaded file itself...'
case 'vector-stores files create'
set flags '--file-id=%ids/files,%at-file	The id of the uploaded file' '--attributes=%at-file	What searches can be limited by: up to 16 pairs, KEY=TEXT,...' '--chunking-strategy=type=auto,type=static,static=,%at-file	How files are cut: auto (800 tokens, 400 of them shared with...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/vector-stores
case 'vector-stores files list' 'vector-stores files ls'
set flags '--filter=in_progress,completed,failed,cancelled	Only files that are so far' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/vector-stores-files	Start behind the object with this id' '--before=%ids/vector-stores-files	End before the object with this id' '--all	Fetch every page'
set operands %ids/vector-stores
case 'vector-stores files get' 'vector-stores files retrieve'
set operands %ids/vector-stores %ids/vector-stores-files
case 'vector-stores files wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/vector-stores %ids/vector-stores-files...
case 'vector-stores files content'
set flags '--all	Fetch every page'
set operands %ids/vector-stores %ids/vector-stores-files
case 'vector-stores files update'
set flags '--attributes=%at-file	All its attributes from now on: KEY=TEXT, KEY:=NUMBER or...'
set operands %ids/vector-stores %ids/vector-stores-files
case 'vector-stores files delete' 'vector-stores files rm'
set operands %ids/vector-stores %ids/vector-stores-files
case 'vector-stores file-batches'
set verbs 'create	Add many uploaded files to a vector store at once' 'get	Show one batch: how many of its files are indexed' 'wait	Wait until a file batch has ended, and show it as it is then' 'files	List the files of a batch' 'cancel	Cancel a batch; the files that are indexed by then stay'
case 'vector-stores file-batches create'
set flags '--file-ids=%ids/files,%at-file	The id of an uploaded file; up to 2,000' '--files=%at-file	Files with settings of their own: [{"file_id": …,...' '--attributes=%at-file	What searches can be limited by: up to 16 pairs, KEY=TEXT,...' '--chunking-strategy=type=auto,type=static,static=,%at-file	How files are cut: auto (800 tokens, 400 of them shared with...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/vector-stores
case 'vector-stores file-batches get' 'vector-stores file-batches retrieve'
set operands %ids/vector-stores %ids/vector-stores-file-batches
case 'vector-stores file-batches wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/vector-stores %ids/vector-stores-file-batches...
case 'vector-stores file-batches files'
set flags '--filter=in_progress,completed,failed,cancelled	Only files that are so far' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--before=	End before the object with this id' '--all	Fetch every page'
set operands %ids/vector-stores %ids/vector-stores-file-batches
case 'vector-stores file-batches cancel'
set operands %ids/vector-stores %ids/vector-stores-file-batches
case 'vector-stores sync'
set flags '--delete	Remove what is no longer in the folder' '--no-delete	Remove what is no longer in the folder' '--include=	Take only what this means: *.md, a path, or a folder' '--exclude=	Leave out what this means' '--hidden	Take what begins with a dot, too' '--no-hidden	Take what begins with a dot, too' '--plan	Show what is to be done, and change nothing' '--no-plan	Show what is to be done, and change nothing' '--concurrency=	So many uploads at a time' '--chunking-strategy=type=auto,type=static,static=,%at-file	How files are cut: auto (800 tokens, 400 of them shared with...' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/vector-stores %file
case 'vector-stores upload'
set flags '--attributes=%at-file	What searches can be limited by: up to 16 pairs, KEY=TEXT,...' '--chunking-strategy=type=auto,type=static,static=,%at-file	How files are cut: auto (800 tokens, 400 of them shared with...' '--concurrency=	So many uploads at a time' '--wait	Wait until they can be searched' '--no-wait	Wait until they can be searched' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/vector-stores %file...
case 'vector-stores create'
set flags '--name=	Its name' '--description=	What is in it' '--file-ids=%ids/files,%at-file	The id of an uploaded file to index; up to 500' '--chunking-strategy=type=auto,type=static,static=,%at-file	How files are cut: auto (800 tokens, 400 of them shared with...' '--expires-after=anchor=last_active_at,days=,%at-file	When it is deleted by itself: 1 to 365 days after it was...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
case 'vector-stores list' 'vector-stores ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/vector-stores	Start behind the object with this id' '--before=%ids/vector-stores	End before the object with this id' '--all	Fetch every page'
case 'vector-stores get' 'vector-stores retrieve'
set operands %ids/vector-stores
case 'vector-stores wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/vector-stores...
case 'vector-stores update'
set flags '--name=	Its new name' '--expires-after=anchor=last_active_at,days=,%at-file	When it is deleted by itself: 1 to 365 days after it was...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/vector-stores
case 'vector-stores delete' 'vector-stores rm'
set operands %ids/vector-stores
case 'vector-stores search'
set flags '--query=	What to look for; - is standard input' '--max-num-results=	The most results to give' '--rewrite-query	Let a model put the query into better words first' '--no-rewrite-query	Let a model put the query into better words first' '--filters=type=eq,type=ne,type=gt,type=gte,type=lt,type=lte,type=in,type=nin,type=and,type=or,key=,value=,filters=,%at-file	Only files whose attributes are so: type=eq key=team...' '--ranking-options=ranker=none,ranker=auto,ranker=default-2024-11-15,score_threshold=,%at-file	How results are ranked, and which score (0 to 1) they need...'
set operands %ids/vector-stores -...
case 'fine-tuning'
set verbs 'jobs	Train models, and follow how that goes' 'validate	Check files of training examples, before a job is paid for' 'permissions	Let other projects use a checkpoint (with an admin key)' 'graders	Try out graders before they train a model'
case 'fine-tuning jobs'
set verbs 'create	Begin to train a model on your own examples' 'list	List jobs, the newest first' 'get	Show one job: how far it is, and the model that came of it' 'wait	Wait until a fine-tuning job has ended, and show it as it is...' 'cancel	Cancel a job, for good; to interrupt it, pause it' 'pause	Pause a job; it can be resumed' 'resume	Go on with a job that was paused' 'events	List what happened in a job, the newest first; or follow it' 'checkpoints	List the models that a job kept on its way; each can be...'
case 'fine-tuning jobs create'
set flags '--model=gpt-4o-mini,gpt-3.5-turbo,babbage-002,davinci-002,%ids/models	The model to train' '--training-file=%ids/files,%at-file	The id of the uploaded JSONL file with the examples (purpose...' '--validation-file=%ids/files,%at-file	The id of a file with other examples, to measure the...' '--suffix=	Up to 64 characters to know the new model by: ft:…:SUFFIX:id' '--method=type=supervised,type=dpo,type=reinforcement,supervised=,dpo=,reinforcement=,%at-file	How it is trained, and with which numbers: type=dpo...' '--hyperparameters=n_epochs=,batch_size=,learning_rate_multiplier=,%at-file	The numbers of supervised training, such as n_epochs=3; auto...' '--seed=	The same seed and settings should give the same model' '--integrations=%at-file	Where to report the progress: [{"type": "wandb", "wandb":...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
case 'fine-tuning jobs list' 'fine-tuning jobs ls'
set flags '--metadata=	Only jobs with these pairs' '--limit=	How many to list in all' '--after=%ids/fine-tuning-jobs	Start behind the object with this id' '--all	Fetch every page'
case 'fine-tuning jobs get' 'fine-tuning jobs retrieve'
set operands %ids/fine-tuning-jobs
case 'fine-tuning jobs wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/fine-tuning-jobs...
case 'fine-tuning jobs cancel'
set operands %ids/fine-tuning-jobs
case 'fine-tuning jobs pause'
set operands %ids/fine-tuning-jobs
case 'fine-tuning jobs resume'
set operands %ids/fine-tuning-jobs
case 'fine-tuning jobs events'
set flags '--limit=	How many to list in all' '--after=	Start behind the object with this id' '--follow	Write the oldest first, and go on until the job has ended' '--no-follow	Write the oldest first, and go on until the job has ended' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom' '--all	Fetch every page'
set operands %ids/fine-tuning-jobs
case 'fine-tuning jobs checkpoints'
set flags '--limit=	How many to list in all' '--after=	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/fine-tuning-jobs
case 'fine-tuning validate'
set flags '--method=supervised,dpo,reinforcement	What the examples are for; without it, the first one tells' '--longest=	Warn of examples with more tokens than this, roughly counted'
set operands %file...
case 'fine-tuning permissions'
set verbs 'create	Let other projects of the organization use a checkpoint' 'list	List which projects may use a checkpoint' 'delete	Take a project\'s permission to use a checkpoint away'
case 'fine-tuning permissions create'
set flags '--project-ids=%ids/org-projects	The id of a project that may use it'
set operands -
case 'fine-tuning permissions list' 'fine-tuning permissions ls'
set flags '--project-id=%ids/org-projects	Only the permission of this project' '--limit=	How many to list in all' '--order=ascending,descending	Oldest or newest first' '--after=%ids/fine-tuning-permissions	Start behind the object with this id' '--all	Fetch every page'
set operands -
case 'fine-tuning permissions delete' 'fine-tuning permissions rm'
set operands - %ids/fine-tuning-permissions
case 'fine-tuning graders'
set verbs 'run	Rate one answer; -t prints the reward' 'validate	See whether a grader is well formed, before a job is begun...'
case 'fine-tuning graders run'
set flags '--grader=type=string_check,type=text_similarity,type=python,type=score_model,type=multi,name=,input=,reference=,operation=eq,operation=ne,operation=like,operation=ilike,%at-file	The grader' '--model-sample=	The answer to rate; - is standard input' '--item=%at-file	The item that was asked about, such as answer=Paris'
set operands -
case 'fine-tuning graders validate'
set flags '--grader=type=string_check,type=text_similarity,type=python,type=score_model,type=multi,name=,input=,reference=,operation=eq,operation=ne,operation=like,operation=ilike,%at-file	The grader'
case 'evals'
set verbs 'runs	Test a model with an eval, and see how it did' 'create	Create an eval: what a model is tested on, and how its...' 'list	List evals' 'get	Show one eval' 'update	Rename an eval, or change its metadata; its graders cannot...' 'delete	Delete an eval'
case 'evals runs'
set verbs 'output-items	See how each item of a run came out' 'create	Begin a run of an eval' 'list	List the runs of an eval' 'get	Show one run: how far it is, its counts, and the address of...' 'wait	Wait until a run of an eval has ended, and show it as it is then' 'cancel	Cancel a run that is in progress' 'delete	Delete a run with its results'
case 'evals runs output-items'
set verbs 'list	List the items of a run; the table has the first grader\'s...' 'get	Show one item: the question, the answer, and every grader\'s...'
case 'evals runs output-items list' 'evals runs output-items ls'
set flags '--status=fail,pass	Only items that came out so' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first' '--after=%ids/evals-runs-output-items	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/evals %ids/evals-runs
case 'evals runs output-items get' 'evals runs output-items retrieve'
set operands %ids/evals %ids/evals-runs %ids/evals-runs-output-items
case 'evals runs create'
set flags '--data-source=type=jsonl,type=completions,type=responses,source=,model=,input_messages=,sampling_params=,%at-file	Where the items come from, and which model answers them with...' '--name=	Its name' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/evals
case 'evals runs list' 'evals runs ls'
set flags '--status=queued,in_progress,completed,canceled,failed	Only runs that are so far' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first' '--after=%ids/evals-runs	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/evals
case 'evals runs get' 'evals runs retrieve'
set operands %ids/evals %ids/evals-runs
case 'evals runs wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/evals %ids/evals-runs...
case 'evals runs cancel'
set operands %ids/evals %ids/evals-runs
case 'evals runs delete' 'evals runs rm'
set operands %ids/evals %ids/evals-runs
case 'evals create'
set flags '--data-source-config=type=custom,type=logs,item_schema=,include_sample_schema=,metadata=,%at-file	What an item looks like: your own (custom, with the JSON...' '--testing-criteria=%at-file	The graders: string_check, text_similarity, label_model,...' '--name=	Its name' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
case 'evals list' 'evals ls'
set flags '--order-by=created_at,updated_at	The time that they are ordered by' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first' '--after=%ids/evals	Start behind the object with this id' '--all	Fetch every page'
case 'evals get' 'evals retrieve'
set operands %ids/evals
case 'evals update'
set flags '--name=	Its new name' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/evals
case 'evals delete' 'evals rm'
set operands %ids/evals
case 'assistants'
set verbs 'create	Create an assistant' 'list	List assistants' 'get	Show one assistant: its model, instructions and tools' 'update	Change an assistant; what is not named stays as it is' 'delete	Delete an assistant; the threads that it spoke in stay'
case 'assistants create'
set flags '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model to ask' '--name=	Its name, up to 256 characters' '--description=	What it is for, up to 512 characters' '--instructions=	What it is told before every conversation, up to 256,000...' '--tools=%at-file	What it may use: code_interpreter, file_search or functions,...' '--tool-resources=code_interpreter=,file_search=,%at-file	The files and vector stores of its tools, such as...' '--reasoning-effort=none,minimal,low,medium,high,xhigh,max	How much a reasoning model thinks first' '--temperature=	How freely words are chosen: low is focused, high is varied' '--top-p=	Choose only among the likeliest words that together have...' '--response-format=auto	The form of the answer' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
case 'assistants list' 'assistants ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/assistants	Start behind the object with this id' '--before=%ids/assistants	End before the object with this id' '--all	Fetch every page'
case 'assistants get' 'assistants retrieve'
set operands %ids/assistants
case 'assistants update'
set flags '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model that answers, instead of the present one' '--name=	Its name, up to 256 characters' '--description=	What it is for, up to 512 characters' '--instructions=	What it is told before every conversation, up to 256,000...' '--tools=%at-file	What it may use: code_interpreter, file_search or functions,...' '--tool-resources=code_interpreter=,file_search=,%at-file	The files and vector stores of its tools, such as...' '--reasoning-effort=none,minimal,low,medium,high,xhigh,max	How much a reasoning model thinks first' '--temperature=	How freely words are chosen: low is focused, high is varied' '--top-p=	Choose only among the likeliest words that together have...' '--response-format=auto	The form of the answer' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/assistants
case 'assistants delete' 'assistants rm'
set operands %ids/assistants
case 'threads'
set verbs 'messages	Look after the messages of a thread' 'runs	Let an assistant answer in a thread' 'create	Create a thread, empty or with its first messages' 'create-and-run	Create a thread and let an assistant answer in it' 'get	Show one thread; its messages are in `oai threads messages list`' 'update	Change the metadata of a thread, or the files that its tools see' 'delete	Delete a thread with all its messages'
case 'threads messages'
set verbs 'create	Add a message to a thread; a run answers it' 'list	List the messages of a thread' 'get	Show one message; -t prints its text' 'update	Change the metadata of a message; its content cannot be changed' 'delete	Delete a message'
case 'threads messages create'
set flags '--content=	What is said; - is standard input, and what is piped joins it' '--role=user,assistant	Who says it' '--attachments=%at-file	Files that belong to it, each with the tools that may read...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/threads -
case 'threads messages list' 'threads messages ls'
set flags '--run-id=%ids/threads-runs	Only those that this run wrote' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/threads-messages	Start behind the object with this id' '--before=%ids/threads-messages	End before the object with this id' '--all	Fetch every page'
set operands %ids/threads
case 'threads messages get' 'threads messages retrieve'
set operands %ids/threads %ids/threads-messages
case 'threads messages update'
set flags '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/threads %ids/threads-messages
case 'threads messages delete' 'threads messages rm'
set operands %ids/threads %ids/threads-messages
case 'threads runs'
set verbs 'steps	See what a run did, step by step' 'create	Let an assistant answer in a thread' 'list	List the runs of a thread' 'get	Show one run: how far it is, and what it waits for' 'wait	Wait until a run has ended, and show it as it is then' 'update	Change the metadata of a run' 'cancel	Cancel a run that is in progress; what it wrote so far stays...' 'submit-tool-outputs	Answer the tool calls that a run waits for, all of them at...'
case 'threads runs steps'
set verbs 'list	List the steps of a run: messages written and tools called' 'get	Show one step: the message that it wrote, or the calls that...'
case 'threads runs steps list' 'threads runs steps ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/threads-runs-steps	Start behind the object with this id' '--before=%ids/threads-runs-steps	End before the object with this id' '--include=step_details.tool_calls[*].file_search.results[*].content	More to put into the steps' '--all	Fetch every page'
set operands %ids/threads %ids/threads-runs
case 'threads runs steps get' 'threads runs steps retrieve'
set flags '--include=step_details.tool_calls[*].file_search.results[*].content	More to put into the steps'
set operands %ids/threads %ids/threads-runs %ids/threads-runs-steps
case 'threads runs create'
set flags '--assistant-id=%ids/assistants	The id of the assistant that answers' '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	A model for this run, instead of the assistant\'s' '--instructions=	Instructions for this run, instead of the assistant\'s' '--additional-instructions=	More instructions for this run, behind the assistant\'s' '--additional-messages=%at-file	Messages to add to the thread first' '--reasoning-effort=none,minimal,low,medium,high,xhigh,max	How much a reasoning model thinks first' '--temperature=	How freely words are chosen: low is focused, high is varied' '--top-p=	Choose only among the likeliest words that together have...' '--max-prompt-tokens=	The most tokens to read, in all its turns; a run that needs...' '--max-completion-tokens=	The most tokens to make, in all its turns; a run that needs...' '--truncation-strategy=type=auto,type=last_messages,last_messages=,%at-file	How much of a long thread is read, such as...' '--response-format=auto	The form of the answer' '--tools=%at-file	The tools of this run, instead of the assistant\'s; up to 20' '--tool-choice=none,auto,required	Which tool must be called; a certain one by --set' '--parallel-tool-calls	Let several tools be called at once' '--no-parallel-tool-calls	Let several tools be called at once' '--stream	Send the events of the run as they come: the default on a...' '--no-stream	Send the events of the run as they come: the default on a...' '--include=step_details.tool_calls[*].file_search.results[*].content	More to put into the steps' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/threads
case 'threads runs list' 'threads runs ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/threads-runs	Start behind the object with this id' '--before=%ids/threads-runs	End before the object with this id' '--all	Fetch every page'
set operands %ids/threads
case 'threads runs get' 'threads runs retrieve'
set operands %ids/threads %ids/threads-runs
case 'threads runs wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/threads %ids/threads-runs...
case 'threads runs update'
set flags '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/threads %ids/threads-runs
case 'threads runs cancel'
set operands %ids/threads %ids/threads-runs
case 'threads runs submit-tool-outputs'
set flags '--tool-outputs=%at-file	The output of every call that it waits for:...' '--stream	Send the events of the run as they come: the default on a...' '--no-stream	Send the events of the run as they come: the default on a...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/threads %ids/threads-runs
case 'threads create'
set flags '--messages=%at-file	The messages to begin with, such as [{"role": "user",...' '--tool-resources=code_interpreter=,file_search=,%at-file	The files and vector stores of its tools, such as...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
case 'threads create-and-run'
set flags '--assistant-id=%ids/assistants	The id of the assistant that answers' '--thread=messages=,tool_resources=,metadata=,%at-file	The thread to create' '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	A model for this run, instead of the assistant\'s' '--instructions=	Instructions for this run, instead of the assistant\'s' '--temperature=	How freely words are chosen: low is focused, high is varied' '--top-p=	Choose only among the likeliest words that together have...' '--max-prompt-tokens=	The most tokens to read, in all its turns; a run that needs...' '--max-completion-tokens=	The most tokens to make, in all its turns; a run that needs...' '--truncation-strategy=type=auto,type=last_messages,last_messages=,%at-file	How much of a long thread is read, such as...' '--response-format=auto	The form of the answer' '--tools=%at-file	The tools of this run, instead of the assistant\'s; up to 20' '--tool-resources=code_interpreter=,file_search=,%at-file	The files and vector stores of its tools, such as...' '--tool-choice=none,auto,required	Which tool must be called; a certain one by --set' '--parallel-tool-calls	Let several tools be called at once' '--no-parallel-tool-calls	Let several tools be called at once' '--stream	Send the events of the run as they come: the default on a...' '--no-stream	Send the events of the run as they come: the default on a...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands -
case 'threads get' 'threads retrieve'
set operands %ids/threads
case 'threads update'
set flags '--tool-resources=code_interpreter=,file_search=,%at-file	The files and vector stores of its tools, such as...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/threads
case 'threads delete' 'threads rm'
set operands %ids/threads
case 'chatkit'
set verbs 'files	Upload files for a chat' 'threads	Look after the conversations of your users' 'sessions	Open the door to a chat for one of your users'
case 'chatkit files'
set verbs 'upload	Upload a file to a chat'
case 'chatkit files upload'
set flags '--file=%file	The file: a PDF, PNG, JPEG, GIF or WebP'
set operands %file
case 'chatkit threads'
set verbs 'list	List threads' 'get	Show one thread; what was said is in `oai chatkit threads items`' 'items	List what was said and done in a thread' 'delete	Delete a thread with all its items'
case 'chatkit threads list' 'chatkit threads ls'
set flags '--user=	Only the threads of this end user' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/chatkit-threads	Start behind the object with this id' '--before=%ids/chatkit-threads	End before the object with this id' '--all	Fetch every page'
case 'chatkit threads get' 'chatkit threads retrieve'
set operands %ids/chatkit-threads
case 'chatkit threads items'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--before=	End before the object with this id' '--all	Fetch every page'
set operands %ids/chatkit-threads
case 'chatkit threads delete' 'chatkit threads rm'
set operands %ids/chatkit-threads
case 'chatkit sessions'
set verbs 'create	Create a session, and the client secret that a web page...' 'cancel	Cancel a session: its client secret opens nothing after that'
case 'chatkit sessions create'
set flags '--workflow=id=,version=,state_variables=,tracing=,%at-file	The workflow that answers, such as id=wf_abc123' '--user=	Your own id of the end user: sessions with the same one...' '--expires-after=anchor=created_at,seconds=,%at-file	When it ends: at most, and otherwise, 600 seconds after it...' '--rate-limits=max_requests_per_1_minute=,%at-file	How many requests it may make in a minute; otherwise 10' '--chatkit-configuration=automatic_thread_titling=,file_upload=,history=,%at-file	What the chat offers, such as file_upload.enabled:=true'
case 'chatkit sessions cancel'
set operands %ids/chatkit-sessions
case 'agents'
set verbs 'sessions	Put agents to work, and follow what they do' 'environments	Look after the machines that agents work in' 'automations	Let agents work at set times' 'create	Create an agent, to be used in any number of sessions' 'list	List agents' 'get	Show one agent' 'update	Change an agent; sessions that are there already keep what...' 'delete	Delete an agent'
case 'agents sessions'
set verbs 'events	Tell an agent what to do, and follow it live' 'items	See what was said and done in a session' 'turns	See a session turn by turn' 'subagents	See whom an agent shared its work among' 'artifacts	Fetch the files that an agent made' 'traces	See how a turn went, for tracing tools' 'create	Begin a session: an agent does what you ask, and is there...' 'list	List sessions' 'get	Show one session: what it is at, and what it waits for' 'wait	Wait until a session has ended, and show it as it is then' 'update	Change a session, for the turns to come' 'delete	Delete a session with its items; what it is at is ended'
case 'agents sessions events'
set verbs 'create	Tell a session\'s agent something: what to do next, or what...' 'stream	Follow what a session\'s agent says and does, until its turn...'
case 'agents sessions events create'
set flags '--events=%at-file	What it is told, as the API has it: messages, the results of...' '--cancel	End what it is at; asks first' '--no-cancel	End what it is at; asks first' '--idempotency-key=	Your own key for this request: what is sent twice with the...'
set operands %ids/agents-sessions -
case 'agents sessions events stream'
set flags '--include-obfuscation	Pad events so that their sizes tell nothing of the words' '--no-include-obfuscation	Pad events so that their sizes tell nothing of the words'
set operands %ids/agents-sessions
case 'agents sessions items'
set verbs 'list	List what was said and done in a session, over all its turns'
case 'agents sessions items list' 'agents sessions items ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions
case 'agents sessions turns'
set verbs 'items	See what was said and done in a turn' 'list	List the turns of a session' 'get	Show one turn: how far it is, and what it took' 'wait	Wait until a turn has ended, and show it as it is then'
case 'agents sessions turns items'
set verbs 'list	List what was said and done in one turn'
case 'agents sessions turns items list' 'agents sessions turns items ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions %ids/agents-sessions-turns
case 'agents sessions turns list' 'agents sessions turns ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-sessions-turns	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions
case 'agents sessions turns get' 'agents sessions turns retrieve'
set operands %ids/agents-sessions %ids/agents-sessions-turns
case 'agents sessions turns wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/agents-sessions %ids/agents-sessions-turns...
case 'agents sessions subagents'
set verbs 'items	See what a subagent said and did' 'turns	See a subagent\'s work turn by turn' 'list	List the subagents of a session' 'get	Show one subagent, and what it was asked to do'
case 'agents sessions subagents items'
set verbs 'list	List what a subagent said and did, over all its turns'
case 'agents sessions subagents items list' 'agents sessions subagents items ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions %ids/agents-sessions-subagents
case 'agents sessions subagents turns'
set verbs 'items	See what a subagent said and did in a turn' 'list	List the turns of a subagent' 'get	Show one turn of a subagent' 'wait	Wait until a subagent\'s turn has ended, and show it as it is...'
case 'agents sessions subagents turns items'
set verbs 'list	List what a subagent said and did in one turn'
case 'agents sessions subagents turns items list' 'agents sessions subagents turns items ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions %ids/agents-sessions-subagents %ids/agents-sessions-subagents-turns
case 'agents sessions subagents turns list' 'agents sessions subagents turns ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-sessions-subagents-turns	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions %ids/agents-sessions-subagents
case 'agents sessions subagents turns get' 'agents sessions subagents turns retrieve'
set operands %ids/agents-sessions %ids/agents-sessions-subagents %ids/agents-sessions-subagents-turns
case 'agents sessions subagents turns wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/agents-sessions %ids/agents-sessions-subagents %ids/agents-sessions-subagents-turns...
case 'agents sessions subagents list' 'agents sessions subagents ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-sessions-subagents	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions
case 'agents sessions subagents get' 'agents sessions subagents retrieve'
set operands %ids/agents-sessions %ids/agents-sessions-subagents
case 'agents sessions artifacts'
set verbs 'list	List the files that a session\'s agent made' 'get	Show one artifact\'s facts' 'download	Download what a session\'s agent made' 'delete	Delete an artifact'
case 'agents sessions artifacts list' 'agents sessions artifacts ls'
set flags '--environment-id=%ids/agents-environments	Only what was made in the environment with this id' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-sessions-artifacts	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions
case 'agents sessions artifacts get' 'agents sessions artifacts retrieve'
set operands %ids/agents-sessions %ids/agents-sessions-artifacts
case 'agents sessions artifacts download'
set flags '--concurrency=	How many connections at once'
set operands %ids/agents-sessions %ids/agents-sessions-artifacts...
case 'agents sessions artifacts delete' 'agents sessions artifacts rm'
set operands %ids/agents-sessions %ids/agents-sessions-artifacts
case 'agents sessions traces'
set verbs 'list	List the traces of a session, one a turn; `otlp` is what...'
case 'agents sessions traces list' 'agents sessions traces ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-sessions
case 'agents sessions create'
set flags '--environment=type=none,type=openai_hosted,type=self_hosted,environment_id=,environment_template_id=,container_size=small,container_size=medium,container_size=large,network=,packages=,workspace_directory=,%at-file	Where it works: type=none, or type=openai_hosted by itself,...' '--input=	What the agent is to do; - is standard input, and what is...' '--agent-id=%ids/agents	The id of the agent that works' '--agent=model=,instructions=,tools=,reasoning=,text=,service_tier=,multi_agent=,compaction=,experimental=,%at-file	An agent for this session alone, such as model=gpt-5.5; with...' '--vault-ids=%ids/vaults	The id of a vault whose credentials may be used there; up to 10' '--review=none,auto_review	Whether a model looks at what the agent wants to do before...' '--stream	Send the answer while it is made' '--no-stream	Send the answer while it is made' '--stream-options=include_obfuscation=,%at-file	How a stream is sent' '--prompt-cache-options=ttl=30m,ttl=12h,%at-file	How long prompts are cached: ttl=12h' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands -
case 'agents sessions list' 'agents sessions ls'
set flags '--agent-id=%ids/agents	Only the sessions of the agent with this id' '--metadata=	Only sessions with these pairs' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-sessions	Start behind the object with this id' '--all	Fetch every page'
case 'agents sessions get' 'agents sessions retrieve'
set operands %ids/agents-sessions
case 'agents sessions wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/agents-sessions...
case 'agents sessions update'
set flags '--agent=model=,reasoning=,service_tier=,tools=,%at-file	What is different about its agent from now on, such as...' '--review=none,auto_review	Whether a model looks at what the agent wants to do before...' '--prompt-cache-options=ttl=30m,ttl=12h,%at-file	How long prompts are cached: ttl=12h' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/agents-sessions
case 'agents sessions delete' 'agents sessions rm'
set operands %ids/agents-sessions
case 'agents environments'
set verbs 'files	See and add the files in an environment' 'templates	Keep what environments are made from' 'create	Create an environment, for sessions to work in one after another' 'list	List environments' 'get	Show one environment: whether it is ready, and what is in it' 'wait	Wait until a environment has ended, and show it as it is then'
case 'agents environments files'
set verbs 'create	Put a file into an environment: from here, or one that is...' 'list	List the files in an environment'
case 'agents environments files create'
set flags '--path=	Where it goes, below /workspace; with FILE, by its own name...' '--file-id=%ids/files,%at-file	An uploaded file instead, by its id' '--data=	What is in it, as Base64' '--type=file_id,inline	Where it comes from: it follows from the others'
set operands %ids/agents-environments %file
case 'agents environments files list' 'agents environments files ls'
set flags '--path=	Only what is below this folder' '--limit=	How many to list in all' '--order=asc,desc	By path, forwards or backwards' '--page=	Start at this page: the `next` of the one before' '--all	Fetch every page'
set operands %ids/agents-environments
case 'agents environments templates'
set verbs 'create	Create a template for environments' 'list	List templates' 'get	Show one template' 'update	Change a template; environments that were made from it stay...' 'delete	Delete a template; environments that were made from it stay'
case 'agents environments templates create'
set flags '--name=	What to call it' '--packages=npm=,python=,system=,%at-file	What is installed, such as python=numpy,pandas system=ffmpeg' '--setup-commands=%at-file	What is run in a new environment, in order: [{"command":...' '--network=access=enabled,access=disabled,access=restricted,allowed_domains=,blocked_domains=,%at-file	Which hosts may be reached, such as access=restricted...' '--env=	An environment variable; secrets belong into a vault (oai...' '--files=%at-file	The files in it: [{"type": "file_id", "file_id": …, "path":...' '--skills=%at-file	The skills in it, by reference or inline: [{"type":...' '--plugins=%at-file	The plugins in it, each with its archive' '--capability-directories=	A folder in it to look for skills and plugins in' '--desktop=enabled=,%at-file	Whether it has a desktop with a browser: enabled=true'
case 'agents environments templates list' 'agents environments templates ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-environments-templates	Start behind the object with this id' '--all	Fetch every page'
case 'agents environments templates get' 'agents environments templates retrieve'
set operands %ids/agents-environments-templates
case 'agents environments templates update'
set flags '--name=	What to call it' '--packages=npm=,python=,system=,%at-file	What is installed, such as python=numpy,pandas system=ffmpeg' '--setup-commands=%at-file	What is run in a new environment, in order: [{"command":...' '--network=access=enabled,access=disabled,access=restricted,allowed_domains=,blocked_domains=,%at-file	Which hosts may be reached, such as access=restricted...' '--env=	An environment variable; secrets belong into a vault (oai...' '--files=%at-file	The files in it: [{"type": "file_id", "file_id": …, "path":...' '--skills=%at-file	The skills in it, by reference or inline: [{"type":...' '--plugins=%at-file	The plugins in it, each with its archive' '--capability-directories=	A folder in it to look for skills and plugins in' '--desktop=enabled=,%at-file	Whether it has a desktop with a browser: enabled=true'
set operands %ids/agents-environments-templates
case 'agents environments templates delete' 'agents environments templates rm'
set operands %ids/agents-environments-templates
case 'agents environments create'
set flags '--environment=type=openai_hosted,environment_template_id=,packages=,network=,files=,env=,setup_commands=,skills=,plugins=,capability_directories=,desktop=,%at-file	What it is to have: type=openai_hosted, and a template,...' '--vault-ids=%ids/vaults	The id of a vault whose credentials may be used there; up to 10' '--idempotency-key=	Your own key for this request: what is sent twice with the...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
case 'agents environments list' 'agents environments ls'
set flags '--type=openai_hosted	Only environments of this type' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-environments	Start behind the object with this id' '--all	Fetch every page'
case 'agents environments get' 'agents environments retrieve'
set operands %ids/agents-environments
case 'agents environments wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/agents-environments...
case 'agents automations'
set verbs 'invocations	See when an automation was set off, and set it off now' 'create	Create an automation; what it sets off is paid for as any...' 'list	List automations' 'get	Show one automation: when it goes off, and what it sets off' 'update	Change an automation' 'delete	Delete an automation: it does not go off again' 'pause	Pause an automation; it can be resumed' 'resume	Let an automation that was paused go off again'
case 'agents automations invocations'
set verbs 'create	Set an automation off now, whatever its times are' 'list	List the times that an automation went off' 'get	Show one invocation, and the session that it set off' 'wait	Wait until a invocation of an automation has ended, and show...'
case 'agents automations invocations create'
set flags '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/agents-automations
case 'agents automations invocations list' 'agents automations invocations ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-automations-invocations	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/agents-automations
case 'agents automations invocations get' 'agents automations invocations retrieve'
set operands %ids/agents-automations %ids/agents-automations-invocations
case 'agents automations invocations wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/agents-automations %ids/agents-automations-invocations...
case 'agents automations create'
set flags '--name=	What to call it' '--type=periodic,once	Whether it goes off again and again, or once' '--target=type=new_session,type=existing_session,session_id=,instructions=,agent_id=,agent=,environment=,input=,metadata=,vault_ids=,%at-file	What it sets off: type=existing_session session_id=…...' '--expression=	When a periodic one goes off, as cron has it, such as "0 9 *...' '--timezone=	The time zone that the expression is in, such as Europe/Rome' '--run-at=	When one that goes off once does' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
case 'agents automations list' 'agents automations ls'
set flags '--session-id=%ids/agents-sessions	Only those that set off the session with this id' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents-automations	Start behind the object with this id' '--all	Fetch every page'
case 'agents automations get' 'agents automations retrieve'
set operands %ids/agents-automations
case 'agents automations update'
set flags '--name=	What to call it' '--target=type=new_session,type=existing_session,session_id=,instructions=,agent_id=,agent=,environment=,input=,metadata=,vault_ids=,%at-file	What it sets off from now on' '--expression=	When a periodic one goes off, as cron has it, such as "0 9 *...' '--timezone=	The time zone that the expression is in, such as Europe/Rome' '--run-at=	When one that goes off once does' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/agents-automations
case 'agents automations delete' 'agents automations rm'
set operands %ids/agents-automations
case 'agents automations pause'
set operands %ids/agents-automations
case 'agents automations resume'
set operands %ids/agents-automations
case 'agents create'
set flags '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model that it thinks with' '--name=	What to call it' '--instructions=	What it is told beforehand, behind what every agent is told' '--tools=%at-file	What it may use: function, mcp, web_search, computer_use, …,...' '--reasoning=effort=none,effort=minimal,effort=low,effort=medium,effort=high,effort=xhigh,effort=max,summary=auto,summary=concise,summary=detailed,%at-file	How it thinks, such as effort=high' '--text=format=,verbosity=low,verbosity=medium,verbosity=high,%at-file	The form of the answer: plain, JSON, or JSON by a schema...' '--service-tier=auto,default,flex,priority,fast,ultrafast	How fast and at what price its model is served' '--multi-agent=enabled=,max_concurrent_subagents=,%at-file	Whether it may share its work among subagents, and how many...' '--compaction=async=,%at-file	Whether a long context is made shorter while the agent works...' '--experimental=time_awareness=,%at-file	What is being tried out: time_awareness=true tells the model...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
case 'agents list' 'agents ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/agents	Start behind the object with this id' '--all	Fetch every page'
case 'agents get' 'agents retrieve'
set operands %ids/agents
case 'agents update'
set flags '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model that it thinks with from now on' '--name=	What to call it' '--instructions=	What it is told beforehand, behind what every agent is told' '--tools=%at-file	What it may use: function, mcp, web_search, computer_use, …,...' '--reasoning=effort=none,effort=minimal,effort=low,effort=medium,effort=high,effort=xhigh,effort=max,summary=auto,summary=concise,summary=detailed,%at-file	How it thinks, such as effort=high' '--text=format=,verbosity=low,verbosity=medium,verbosity=high,%at-file	The form of the answer: plain, JSON, or JSON by a schema...' '--service-tier=auto,default,flex,priority,fast,ultrafast	How fast and at what price its model is served' '--multi-agent=enabled=,max_concurrent_subagents=,%at-file	Whether it may share its work among subagents, and how many...' '--compaction=async=,%at-file	Whether a long context is made shorter while the agent works...' '--experimental=time_awareness=,%at-file	What is being tried out: time_awareness=true tells the model...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/agents
case 'agents delete' 'agents rm'
set operands %ids/agents
case 'vaults'
set verbs 'credentials	Look after the credentials in a vault' 'create	Create a vault, to put credentials into' 'list	List vaults' 'get	Show one vault' 'update	Change the name or the metadata of a vault' 'delete	Delete a vault with all the credentials in it'
case 'vaults credentials'
set verbs 'create	Put a credential into a vault' 'list	List the credentials in a vault, without their secrets' 'get	Show one credential, without its secrets' 'update	Renew the secret of a credential, or change its metadata' 'delete	Delete a credential: agents cannot use it any more'
case 'vaults credentials create'
set flags '--name=	What to call it' '--auth=type=static_bearer,type=mcp_oauth,type=environment_variable,mcp_server_url=,token=,access_token=,expires_at=,refresh=,secret_name=,secret_value=,networking=,%at-file	The secret, and what it is for; from a file, or - for...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/vaults
case 'vaults credentials list' 'vaults credentials ls'
set flags '--status=active,archived	Only those that are so; otherwise all' '--metadata=	Only those with these pairs; a change may take a while to count' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/vaults-credentials	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/vaults
case 'vaults credentials get' 'vaults credentials retrieve'
set operands %ids/vaults %ids/vaults-credentials
case 'vaults credentials update'
set flags '--auth=type=static_bearer,type=mcp_oauth,type=environment_variable,token=,access_token=,expires_at=,refresh=,secret_value=,%at-file	The new secret, of the same type; from a file, or - for...' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/vaults %ids/vaults-credentials
case 'vaults credentials delete' 'vaults credentials rm'
set operands %ids/vaults %ids/vaults-credentials
case 'vaults create'
set flags '--name=	What to call it' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
case 'vaults list' 'vaults ls'
set flags '--status=active,archived	Only those that are so; otherwise all' '--metadata=	Only those with these pairs; a change may take a while to count' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/vaults	Start behind the object with this id' '--all	Fetch every page'
case 'vaults get' 'vaults retrieve'
set operands %ids/vaults
case 'vaults update'
set flags '--name=	What to call it' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...'
set operands %ids/vaults
case 'vaults delete' 'vaults rm'
set operands %ids/vaults
case 'webhooks'
set verbs 'event-types	See which events there are' 'create	Have an address of yours told of events' 'list	List webhook endpoints' 'get	Show one webhook endpoint' 'update	Change a webhook endpoint' 'delete	Delete a webhook endpoint: nothing more is sent to it' 'rotate-secret	Give a webhook endpoint a new secret, which is shown this once' 'test	Send a sample event to a webhook endpoint, and show what it...'
case 'webhooks event-types'
set verbs 'list	List the events that a webhook endpoint can be told of'
case 'webhooks event-types list' 'webhooks event-types ls'
set flags '--all	Fetch every page'
case 'webhooks create'
set flags '--name=	What to call it' '--url=	The address that is told: an https URL' '--event-types=batch.completed,batch.failed,batch.expired,batch.cancelled,response.completed,response.failed,response.cancelled,response.incomplete,eval.run.succeeded,eval.run.failed,eval.run.canceled,fine_tuning.job.succeeded,fine_tuning.job.failed,fine_tuning.job.cancelled,realtime.call.incoming,video.completed,video.failed,agent.environment.ready,agent.environment.failed,agent.environment.suspended,agent.environment.expired,agent.session.created,agent.session.action_required,agent.session.in_progress,agent.session.idle,agent.session.failed,safety.alert.created	An event that it is told of'
case 'webhooks list' 'webhooks ls'
set flags '--limit=	How many to list in all' '--after=%ids/webhooks	Start behind the object with this id' '--all	Fetch every page'
case 'webhooks get' 'webhooks retrieve'
set operands %ids/webhooks
case 'webhooks update'
set flags '--name=	The new name' '--url=	The new address' '--event-types=batch.completed,batch.failed,batch.expired,batch.cancelled,response.completed,response.failed,response.cancelled,response.incomplete,eval.run.succeeded,eval.run.failed,eval.run.canceled,fine_tuning.job.succeeded,fine_tuning.job.failed,fine_tuning.job.cancelled,realtime.call.incoming,video.completed,video.failed,agent.environment.ready,agent.environment.failed,agent.environment.suspended,agent.environment.expired,agent.session.created,agent.session.action_required,agent.session.in_progress,agent.session.idle,agent.session.failed,safety.alert.created	An event that it is told of; they replace those it had'
set operands %ids/webhooks
case 'webhooks delete' 'webhooks rm'
set operands %ids/webhooks
case 'webhooks rotate-secret'
set flags '--keep-old-secret-active-for-24-hours	Sign with the old secret too, for a day' '--no-keep-old-secret-active-for-24-hours	Sign with the old secret too, for a day'
set operands %ids/webhooks
case 'webhooks test'
set flags '--event-type=batch.completed,batch.failed,batch.expired,batch.cancelled,response.completed,response.failed,response.cancelled,response.incomplete,eval.run.succeeded,eval.run.failed,eval.run.canceled,fine_tuning.job.succeeded,fine_tuning.job.failed,fine_tuning.job.cancelled,realtime.call.incoming,video.completed,video.failed,agent.environment.ready,agent.environment.failed,agent.environment.suspended,agent.environment.expired,agent.session.created,agent.session.action_required,agent.session.in_progress,agent.session.idle,agent.session.failed,safety.alert.created	The event to send a sample of'
set operands %ids/webhooks
case 'safety'
set verbs 'alerts	See why a request was flagged or held back' 'cases	See what is held against one of your users'
case 'safety alerts'
set verbs 'get	Show one safety alert: which request it is about, and why'
case 'safety alerts get' 'safety alerts retrieve'
set operands -
case 'safety cases'
set verbs 'get	Show one safety case: whom it is about, and what you are...'
case 'safety cases get' 'safety cases retrieve'
set operands -
case 'beta'
set verbs 'responses	Ask a model that may share the work out among agents'
case 'beta responses'
set verbs 'create	Ask a model' 'get	Show a stored response' 'delete	Delete a stored response' 'cancel	Cancel a response that is made in the background' 'input-items	List what a response was made from' 'count-tokens	Count the tokens of an input without asking the model' 'compact	Make a long conversation shorter, to go on from with less' 'wait	Wait until a response has ended, and show it as it is then'
case 'beta responses create'
set flags '--input=	The prompt; - is standard input, and what is piped joins it' '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model to ask' '--instructions=	What the model is told before the prompt' '--image=	Show it a picture: a file, a URL, or an uploaded file\'s id' '--file=	Give it a file: a path, a URL, or an uploaded file\'s id' '--previous-response-id=%ids/responses	Go on from the response with this id' '--conversation=	The id of the conversation that this belongs to' '--prompt=id=,version=,variables=,%at-file	A prompt that is kept on the platform' '--reasoning=effort=none,effort=minimal,effort=low,effort=medium,effort=high,effort=xhigh,effort=max,summary=auto,summary=concise,summary=detailed,mode=standard,mode=pro,context=auto,context=current_turn,context=all_turns,generate_summary=auto,generate_summary=concise,generate_summary=detailed,%at-file	How a reasoning model thinks, such as effort=high' '--text=format=,verbosity=low,verbosity=medium,verbosity=high,%at-file	The form of the answer: plain, JSON, or JSON by a schema...' '--max-output-tokens=	The most tokens to make, thinking included' '--temperature=	How freely words are chosen: low is focused, high is varied' '--top-p=	Choose only among the likeliest words that together have...' '--truncation=auto,disabled	Leave out items of what is too long, or fail' '--tools=%at-file	The tools that the model may call, such as [{"type":...' '--tool-choice=none,auto,required	Which tool must be called; a certain one by --set' '--parallel-tool-calls	Let several tools be called at once' '--no-parallel-tool-calls	Let several tools be called at once' '--max-tool-calls=	The most calls of built-in tools' '--stream	Send the answer while it is made' '--no-stream	Send the answer while it is made' '--stream-options=include_obfuscation=,%at-file	How a stream is sent' '--background	Answer in the background, to be fetched later' '--no-background	Answer in the background, to be fetched later' '--background-options=completion_window=soonest,completion_window=2h,completion_window=8h,continuation_id=,%at-file	When one in the background is to be done' '--store	Keep the response on the server' '--no-store	Keep the response on the server' '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer' '--top-logprobs=	How many of the likeliest tokens to report at each place' '--service-tier=auto,default,flex,scale,priority,fast,ultrafast	How fast and at what price it is served' '--metadata=	Your own notes on the object: up to 16 pairs, keys to 64...' '--context-management=%at-file	When and how a long context is made shorter, such as...' '--image-context-compression=auto,enabled,disabled	Whether pictures are made smaller in a long context' '--access-programs=cyber=standard,cyber=daybreak_blue,cyber=daybreak_red,%at-file	The programs by which you have access to more' '--moderation=model=,policy=,%at-file	Check the input and the output with a moderation model' '--prompt-cache-key=	Requests with the same key share cached prompts' '--prompt-cache-options=ttl=30m,ttl=12h,mode=implicit,mode=explicit,prewarm=,comparison_response_id=,%at-file	How prompts are cached' '--prompt-cache-retention=in_memory,24h	How long a cached prompt is kept' '--safety-identifier=	A stable, hashed id of the end user, to trace abuse' '--user=	A stable id of the end user; now --safety-identifier and...' '--multi-agent=enabled=,max_concurrent_subagents=,%at-file	Whether the model may share the work out, and among how many...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands -
case 'beta responses get' 'beta responses retrieve'
set flags '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer' '--stream	Send the events, of a background response live' '--no-stream	Send the events, of a background response live' '--starting-after=	Send only the events behind this sequence number' '--include-obfuscation	Pad events so that their sizes tell nothing of the words' '--no-include-obfuscation	Pad events so that their sizes tell nothing of the words'
set operands %ids/responses
case 'beta responses delete' 'beta responses rm'
set operands %ids/responses
case 'beta responses cancel'
set operands %ids/responses
case 'beta responses input-items'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--include=file_search_call.results,web_search_call.results,web_search_call.action.sources,message.input_image.image_url,computer_call_output.output.image_url,code_interpreter_call.outputs,reasoning.encrypted_content,message.output_text.logprobs	More to put into the answer' '--all	Fetch every page'
set operands %ids/responses
case 'beta responses count-tokens'
set flags '--input=	The prompt; - is standard input, and what is piped joins it' '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model to count for' '--instructions=	What the model is told before the prompt' '--previous-response-id=%ids/responses	Go on from the response with this id' '--conversation=	The id of the conversation that this belongs to' '--tools=%at-file	The tools that the model may call, such as [{"type":...' '--tool-choice=none,auto,required	Which tool must be called' '--parallel-tool-calls	Let several tools be called at once' '--no-parallel-tool-calls	Let several tools be called at once' '--reasoning=effort=none,effort=minimal,effort=low,effort=medium,effort=high,effort=xhigh,effort=max,summary=auto,summary=concise,summary=detailed,mode=standard,mode=pro,context=auto,context=current_turn,context=all_turns,generate_summary=auto,generate_summary=concise,generate_summary=detailed,%at-file	How a reasoning model thinks, such as effort=high' '--text=format=,verbosity=low,verbosity=medium,verbosity=high,%at-file	The form of the answer: plain, JSON, or JSON by a schema...' '--truncation=auto,disabled	Leave out items of what is too long' '--personality=friendly,pragmatic	The manner of speaking'
set operands -
case 'beta responses compact'
set flags '--model=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	The model to ask' '--input=	The prompt; - is standard input, and what is piped joins it' '--previous-response-id=%ids/responses	Go on from the response with this id' '--instructions=	What the model is told before the prompt' '--image=context_compression=auto,context_compression=enabled,context_compression=disabled,%at-file	How pictures count in the context' '--prompt-cache-key=	Requests with the same key share cached prompts' '--prompt-cache-options=ttl=30m,ttl=12h,mode=implicit,mode=explicit,prewarm=,comparison_response_id=,%at-file	How prompts are cached' '--prompt-cache-retention=in_memory,24h	How long a cached prompt is kept' '--service-tier=auto,default,flex,scale,priority,fast,ultrafast	How fast and at what price it is served'
set operands -
case 'beta responses wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/responses...
case 'org'
set verbs 'usage	See how much of the API was used, and by whom' 'costs	See what the organization spent, day by day' 'spend-limit	Cap what the organization may spend' 'spend-alerts	Send an email when spending reaches an amount' 'projects	Manage projects, and their people, keys and limits' 'users	Manage the organization\'s people and their roles' 'invites	Invite people to the organization' 'groups	Manage groups of people and their roles' 'roles	Manage the roles that people and groups can have' 'admin-api-keys	Manage the keys that may call these commands' 'certificates	Manage the certificates for mutual TLS' 'external-keys	Encrypt with keys that stay in your own cloud' 'external-storage	Keep a project\'s data in your own cloud' 'workload-identity-providers	Let machines in by their platform\'s tokens' 'data-retention	See and change how long data is kept' 'audit-logs	See who did what in the organization'
case 'org usage'
set verbs 'completions	Show the tokens that models read and wrote' 'decisions	Show the tokens that decisions read' 'embeddings	Show the tokens that were turned into vectors' 'moderations	Show the tokens that were checked for harmful content' 'images	Show the images that were made' 'audio-speeches	Show the characters that were spoken' 'audio-transcriptions	Show the seconds of sound that were written down' 'vector-stores	Show how much was stored in vector stores' 'code-interpreter-sessions	Show the sessions of the code interpreter' 'file-search-calls	Show how often models searched files' 'web-search-calls	Show how often models searched the web'
case 'org usage completions'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--models=%ids/models	Only what this model was used for' '--batch	Only batch jobs, or only what was no batch job; both by default' '--no-batch	Only batch jobs, or only what was no batch job; both by default' '--group-by=project_id,user_id,api_key_id,model,batch,service_tier,api_source	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage decisions'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--models=%ids/models	Only what this model was used for' '--batch	Only batch jobs, or only what was no batch job; both by default' '--no-batch	Only batch jobs, or only what was no batch job; both by default' '--group-by=project_id,user_id,api_key_id,model,batch,service_tier,api_source	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage embeddings'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--models=%ids/models	Only what this model was used for' '--group-by=project_id,user_id,api_key_id,model	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage moderations'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--models=%ids/models	Only what this model was used for' '--group-by=project_id,user_id,api_key_id,model	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage images'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--sources=image.generation,image.edit,image.variation	Only images that came about in this way' '--sizes=256x256,512x512,1024x1024,1792x1792,1024x1792	Only images of this size' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--models=%ids/models	Only what this model was used for' '--group-by=project_id,user_id,api_key_id,model,size,source	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage audio-speeches'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--models=%ids/models	Only what this model was used for' '--group-by=project_id,user_id,api_key_id,model	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage audio-transcriptions'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--models=%ids/models	Only what this model was used for' '--group-by=project_id,user_id,api_key_id,model	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage vector-stores'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--group-by=project_id	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage code-interpreter-sessions'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--group-by=project_id	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage file-search-calls'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--vector-store-ids=%ids/vector-stores	Only searches in this vector store' '--group-by=project_id,user_id,api_key_id,vector_store_id	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org usage web-search-calls'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1m,1h,1d	The length of each period: a minute, an hour or a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--user-ids=%ids/org-users	Only what this user used' '--api-key-ids=%ids/org-projects-api-keys	Only what was used with this API key, by its id' '--models=%ids/models	Only what this model was used for' '--context-levels=low,medium,high	Only searches that gave the model this much to read' '--group-by=project_id,user_id,api_key_id,model,context_level,api_source	Split each period by this field' '--limit=	How many periods to get, from the first on; all of them by...' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org costs'
set flags '--start-time=	From when on' '--end-time=	Until when, that moment left out; now by default' '--bucket-width=1d	The length of each period: a day (of UTC)' '--project-ids=%ids/org-projects	Only what this project used' '--api-key-ids=%ids/org-projects-api-keys	Only what was spent with this API key, by its id' '--line-items=	Only what is billed under this name' '--group-by=project_id,user_id,api_key_id,line_item,api_source	Split each period by this field' '--limit=	How many days to get, from the first on; all of them by default' '--page=	Start at this page: the next_page of an answer before' '--all	Fetch every page'
case 'org spend-limit'
set verbs 'get	Show the limit, in cents, and whether it is being enforced now' 'set	Set the limit: once a month\'s spending reaches it, requests...' 'delete	Delete the limit: spending is no longer capped'
case 'org spend-limit get' 'org spend-limit retrieve'
case 'org spend-limit set'
set flags '--threshold-amount=	The amount in cents: 150000 is 1,500 dollars' '--currency=USD	The amount\'s currency' '--interval=month	The time that the amount is for'
set operands -
case 'org spend-limit delete' 'org spend-limit rm'
case 'org spend-alerts'
set verbs 'create	Send an email when the organization has spent an amount in a...' 'list	List the organization\'s spend alerts; amounts are in cents' 'get	Show one spend alert; the amount is in cents' 'update	Replace a spend alert: the amount and the recipients both...' 'delete	Delete a spend alert'
case 'org spend-alerts create'
set flags '--threshold-amount=	The amount in cents: 150000 is 1,500 dollars' '--notification-channel=type=email,recipients=,subject_prefix=,%at-file	Where the alert goes: type=email, and recipients=ADDRESS,ADDRESS' '--currency=USD	The amount\'s currency' '--interval=month	The time that the amount is for'
set operands -
case 'org spend-alerts list' 'org spend-alerts ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-spend-alerts	Start behind the object with this id' '--before=%ids/org-spend-alerts	End before the object with this id' '--all	Fetch every page'
case 'org spend-alerts get' 'org spend-alerts retrieve'
set operands %ids/org-spend-alerts
case 'org spend-alerts update'
set flags '--threshold-amount=	The amount in cents: 150000 is 1,500 dollars' '--notification-channel=type=email,recipients=,subject_prefix=,%at-file	Where the alert goes: type=email, and recipients=ADDRESS,ADDRESS' '--currency=USD	The amount\'s currency' '--interval=month	The time that the amount is for'
set operands %ids/org-spend-alerts -
case 'org spend-alerts delete' 'org spend-alerts rm'
set operands %ids/org-spend-alerts
case 'org projects'
set verbs 'users	Manage a project\'s people and their roles' 'groups	Manage the groups that have access, and their roles' 'roles	Manage the roles that a project has to give' 'service-accounts	Manage accounts for programs, and their keys' 'api-keys	See, change and delete a project\'s API keys' 'rate-limits	See and change the limits of each model' 'service-tier-settings	Choose the service tiers that may be used' 'spend-limit	Cap what a project may spend' 'spend-alerts	Send an email when spending reaches an amount' 'model-permissions	Choose which models may be used' 'hosted-tool-permissions	Choose which of OpenAI\'s tools may be used' 'data-retention	See and change how long data is kept' 'certificates	Choose the certificates that may be used' 'create	Create a project' 'list	List projects' 'get	Show one project' 'update	Change a project; one that is archived cannot be changed' 'archive	Archive a project for good'
case 'org projects users'
set verbs 'roles	See and change the roles that a user has in it' 'create	Add somebody who is in the organization to a project' 'list	List the people who have access to a project' 'get	Show one user of a project' 'update	Change what a user is in a project' 'delete	Remove a user from a project; the user stays in the organization'
case 'org projects users roles'
set verbs 'create	Give a user a role in a project' 'list	List the roles that a user has in a project' 'get	Show one of a user\'s roles, and where it comes from' 'delete	Take a role in a project away from a user'
case 'org projects users roles create'
set flags '--role-id=%ids/org-projects-roles	The id of the role to give'
set operands %ids/org-projects %ids/org-projects-users
case 'org projects users roles list' 'org projects users roles ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-projects-users-roles	Start behind the object with this id' '--order=asc,desc	Oldest or newest first, by when it was given' '--all	Fetch every page'
set operands %ids/org-projects %ids/org-projects-users
case 'org projects users roles get' 'org projects users roles retrieve'
set operands %ids/org-projects %ids/org-projects-users %ids/org-projects-users-roles
case 'org projects users roles delete' 'org projects users roles rm'
set operands %ids/org-projects %ids/org-projects-users %ids/org-projects-users-roles
case 'org projects users create'
set flags '--role=member,owner	What the user is in the project' '--user-id=%ids/org-users	The id of the user to add; this, or --email' '--email=	The email address of the user to add'
set operands %ids/org-projects
case 'org projects users list' 'org projects users ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-projects-users	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/org-projects
case 'org projects users get' 'org projects users retrieve'
set operands %ids/org-projects %ids/org-projects-users
case 'org projects users update'
set flags '--role=member,owner	What the user is from now on'
set operands %ids/org-projects %ids/org-projects-users
case 'org projects users delete' 'org projects users rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-projects %ids/org-projects-users
case 'org projects groups'
set verbs 'roles	See and change the roles that a group has in it' 'create	Give a group access to a project' 'list	List the groups that have access to a project' 'get	Show one group that has access' 'delete	Take away a group\'s access; the group itself stays'
case 'org projects groups roles'
set verbs 'create	Give a group a role in a project' 'list	List the roles that a group has in a project' 'get	Show one of a group\'s roles, and where it comes from' 'delete	Take a role in a project away from a group'
case 'org projects groups roles create'
set flags '--role-id=%ids/org-projects-roles	The id of the role to give'
set operands %ids/org-projects %ids/org-projects-groups
case 'org projects groups roles list' 'org projects groups roles ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-projects-groups-roles	Start behind the object with this id' '--order=asc,desc	Oldest or newest first, by when it was given' '--all	Fetch every page'
set operands %ids/org-projects %ids/org-projects-groups
case 'org projects groups roles get' 'org projects groups roles retrieve'
set operands %ids/org-projects %ids/org-projects-groups %ids/org-projects-groups-roles
case 'org projects groups roles delete' 'org projects groups roles rm'
set operands %ids/org-projects %ids/org-projects-groups %ids/org-projects-groups-roles
case 'org projects groups create'
set flags '--group-id=%ids/org-groups	The id of the group to let in' '--role=	The id of the project\'s role that the group gets'
set operands %ids/org-projects
case 'org projects groups list' 'org projects groups ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-projects-groups	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/org-projects
case 'org projects groups get' 'org projects groups retrieve'
set flags '--group-type=group,tenant_group	Whether it is a group of the organization, or of the tenant...'
set operands %ids/org-projects %ids/org-projects-groups
case 'org projects groups delete' 'org projects groups rm'
set operands %ids/org-projects %ids/org-projects-groups
case 'org projects roles'
set verbs 'create	Create a role from permissions' 'list	List a project\'s roles, those that come with it and your own' 'get	Show one role and its permissions' 'update	Change a role; whoever has it is affected at once' 'delete	Delete one of your own roles; whoever had it loses its...'
case 'org projects roles create'
set flags '--role-name=	The role\'s name, which no other role may have' '--permissions=	A permission that the role gives' '--description=	What the role is for'
set operands %ids/org-projects
case 'org projects roles list' 'org projects roles ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-projects-roles	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/org-projects
case 'org projects roles get' 'org projects roles retrieve'
set operands %ids/org-projects %ids/org-projects-roles
case 'org projects roles update'
set flags '--permissions=	A permission that the role gives; they replace those it had' '--description=	What the role is for' '--role-name=	The new name'
set operands %ids/org-projects %ids/org-projects-roles
case 'org projects roles delete' 'org projects roles rm'
set operands %ids/org-projects %ids/org-projects-roles
case 'org projects service-accounts'
set verbs 'api-keys	Make more keys for an account' 'create	Create a service account with an API key, which is shown...' 'list	List a project\'s service accounts' 'get	Show one service account, without its keys' 'update	Change a service account\'s name or role' 'delete	Delete a service account and its keys: whatever uses them is...'
case 'org projects service-accounts api-keys'
set verbs 'create	Create one more API key for a service account; it is shown...'
case 'org projects service-accounts api-keys create'
set flags '--name=	What to call the key' '--scopes=	A permission that the key gives; all of the account\'s by default' '--expires-in-seconds=	How long a key is valid: seconds, or 90s, 15m, 720h'
set operands %ids/org-projects %ids/org-projects-service-accounts
case 'org projects service-accounts create'
set flags '--name=	What to call the account' '--create-service-account-only	Make the account alone, without a key for it' '--no-create-service-account-only	Make the account alone, without a key for it' '--expires-in-seconds=	How long a key is valid: seconds, or 90s, 15m, 720h'
set operands %ids/org-projects
case 'org projects service-accounts list' 'org projects service-accounts ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-projects-service-accounts	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/org-projects
case 'org projects service-accounts get' 'org projects service-accounts retrieve'
set operands %ids/org-projects %ids/org-projects-service-accounts
case 'org projects service-accounts update'
set flags '--name=	The new name' '--role=member,owner	What the account is from now on'
set operands %ids/org-projects %ids/org-projects-service-accounts
case 'org projects service-accounts delete' 'org projects service-accounts rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-projects %ids/org-projects-service-accounts
case 'org projects api-keys'
set verbs 'list	List a project\'s API keys, without their secrets' 'get	Show one API key: its owner and its last use, not its secret' 'update	Change when an API key expires, and what it may do' 'delete	Delete an API key: whatever uses it is refused from then on'
case 'org projects api-keys list' 'org projects api-keys ls'
set flags '--owner-project-access=active,inactive,any	Only keys whose owners have access to the project, or have...' '--limit=	How many to list in all' '--after=%ids/org-projects-api-keys	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/org-projects
case 'org projects api-keys get' 'org projects api-keys retrieve'
set operands %ids/org-projects %ids/org-projects-api-keys
case 'org projects api-keys update'
set flags '--expires-in-seconds=	How long a key is valid: seconds, or 90s, 15m, 720h' '--scopes=	A scope that it has; they replace those it had'
set operands %ids/org-projects %ids/org-projects-api-keys
case 'org projects api-keys delete' 'org projects api-keys rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-projects %ids/org-projects-api-keys
case 'org projects rate-limits'
set verbs 'list	List a project\'s rate limits, one for each model' 'update	Change the limits of one model; they cannot exceed the...'
case 'org projects rate-limits list' 'org projects rate-limits ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-projects-rate-limits	Start behind the object with this id' '--before=%ids/org-projects-rate-limits	End before the object with this id' '--all	Fetch every page'
set operands %ids/org-projects
case 'org projects rate-limits update'
set flags '--max-requests-per-1-minute=	Most requests a minute' '--max-tokens-per-1-minute=	Most tokens a minute' '--max-images-per-1-minute=	Most pictures a minute, for models that make them' '--max-audio-megabytes-per-1-minute=	Most megabytes of sound a minute, for models that take it' '--max-requests-per-1-day=	Most requests a day, for models that have such a limit' '--batch-1-day-max-input-tokens=	Most input tokens a day in batches, for models that have...'
set operands %ids/org-projects %ids/org-projects-rate-limits
case 'org projects service-tier-settings'
set verbs 'get	Show a project\'s service tiers' 'update	Change which service tiers a project may use'
case 'org projects service-tier-settings get' 'org projects service-tier-settings retrieve'
set operands %ids/org-projects
case 'org projects service-tier-settings update'
set flags '--default=standard,fast,scale	The tier of requests that name none' '--enabled-tiers=all,flex,fast,ultrafast	A tier that requests may name, beside the standard one; all...'
set operands %ids/org-projects
case 'org projects spend-limit'
set verbs 'get	Show the limit, and whether it is being enforced now' 'set	Set the limit: once a month\'s spending reaches it, the...' 'delete	Delete the limit: the project\'s spending is no longer capped'
case 'org projects spend-limit get' 'org projects spend-limit retrieve'
set operands %ids/org-projects
case 'org projects spend-limit set'
set flags '--threshold-amount=	The amount in cents: 150000 is 1,500 dollars' '--currency=USD	The amount\'s currency' '--interval=month	The time that the amount is for'
set operands %ids/org-projects -
case 'org projects spend-limit delete' 'org projects spend-limit rm'
set operands %ids/org-projects
case 'org projects spend-alerts'
set verbs 'create	Send an email when a project has spent an amount in a month' 'list	List a project\'s spend alerts' 'get	Show one spend alert, and whom it tells' 'update	Replace a spend alert: the amount and the recipients both...' 'delete	Delete a spend alert'
case 'org projects spend-alerts create'
set flags '--threshold-amount=	The amount in cents: 150000 is 1,500 dollars' '--notification-channel=type=email,recipients=,subject_prefix=,%at-file	Where the alert goes: type=email, and recipients=ADDRESS,ADDRESS' '--currency=USD	The amount\'s currency' '--interval=month	The time that the amount is for'
set operands %ids/org-projects -
case 'org projects spend-alerts list' 'org projects spend-alerts ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-projects-spend-alerts	Start behind the object with this id' '--before=%ids/org-projects-spend-alerts	End before the object with this id' '--all	Fetch every page'
set operands %ids/org-projects
case 'org projects spend-alerts get' 'org projects spend-alerts retrieve'
set operands %ids/org-projects %ids/org-projects-spend-alerts
case 'org projects spend-alerts update'
set flags '--threshold-amount=	The amount in cents: 150000 is 1,500 dollars' '--notification-channel=type=email,recipients=,subject_prefix=,%at-file	Where the alert goes: type=email, and recipients=ADDRESS,ADDRESS' '--currency=USD	The amount\'s currency' '--interval=month	The time that the amount is for'
set operands %ids/org-projects %ids/org-projects-spend-alerts -
case 'org projects spend-alerts delete' 'org projects spend-alerts rm'
set operands %ids/org-projects %ids/org-projects-spend-alerts
case 'org projects model-permissions'
set verbs 'get	Show which models a project may use, or may not' 'update	Set the list of models that a project may use, or may not;...' 'delete	Delete the list: the project may use every model again'
case 'org projects model-permissions get' 'org projects model-permissions retrieve'
set operands %ids/org-projects
case 'org projects model-permissions update'
set flags '--model-ids=gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models	A model to put on the list' '--mode=allow_list,deny_list	Allow only these models, or all others'
set operands %ids/org-projects gpt-6.2-sol,gpt-6.1-sol,gpt-6-sol,gpt-6.2-astra,gpt-6-astra,gpt-6.1-terra,gpt-6-luna,gpt-5.6-sol,gpt-5.6-terra,gpt-5.6-luna,gpt-5.5,gpt-5.5-pro,gpt-5.4,gpt-5.4-mini,gpt-5.4-nano,gpt-5.2,gpt-5.1,gpt-5,gpt-5-mini,gpt-5-nano,gpt-5-pro,gpt-4.1,gpt-4.1-mini,gpt-4o,gpt-4o-mini,o3,o3-pro,%ids/models...
case 'org projects model-permissions delete' 'org projects model-permissions rm'
set operands %ids/org-projects
case 'org projects hosted-tool-permissions'
set verbs 'get	Show which hosted tools a project may use' 'update	Allow a project\'s requests to use hosted tools, or forbid it'
case 'org projects hosted-tool-permissions get' 'org projects hosted-tool-permissions retrieve'
set operands %ids/org-projects
case 'org projects hosted-tool-permissions update'
set flags '--file-search=enabled=,%at-file	Search in uploaded files' '--web-search=enabled=,%at-file	Search on the web' '--image-generation=enabled=,%at-file	Make pictures' '--mcp=enabled=,%at-file	Remote MCP servers' '--code-interpreter=enabled=,%at-file	Run Python code'
set operands %ids/org-projects
case 'org projects data-retention'
set verbs 'get	Show how a project\'s data is kept' 'update	Change how a project\'s data is kept; what is allowed depends...'
case 'org projects data-retention get' 'org projects data-retention retrieve'
set operands %ids/org-projects
case 'org projects data-retention update'
set flags '--retention-type=organization_default,none,zero_data_retention,modified_abuse_monitoring,enhanced_zero_data_retention,enhanced_modified_abuse_monitoring	How data is kept'
set operands %ids/org-projects
case 'org projects certificates'
set verbs 'list	List the certificates that a project has, in use or not' 'activate	Let a project use certificates that were uploaded to the...' 'deactivate	Stop a project from using certificates: clients that rely on...'
case 'org projects certificates list' 'org projects certificates ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/org-projects
case 'org projects certificates activate'
set flags '--certificate-ids=%ids/org-certificates	The ids of 1 to 10 certificates'
set operands %ids/org-projects %ids/org-certificates...
case 'org projects certificates deactivate'
set flags '--certificate-ids=%ids/org-certificates	The ids of 1 to 10 certificates' '--confirm=	The id again, instead of being asked'
set operands %ids/org-projects %ids/org-certificates...
case 'org projects create'
set flags '--name=	The project\'s name, as reports show it' '--residency=GLOBAL,US_STORAGE_PROCESSING,EU_STORAGE_PROCESSING,JP_STORAGE,KR_STORAGE,CA_STORAGE,SG_STORAGE,IN_STORAGE,AU_STORAGE,GB_STORAGE,AE_STORAGE,JP_STORAGE_PROCESSING,IN_STORAGE_PROCESSING,AU_STORAGE_PROCESSING,AE_STORAGE_PROCESSING	Where data is stored, and processed' '--external-key-id=	The id of an encryption key of your own' '--geography=	The old name of the residency'
case 'org projects list' 'org projects ls'
set flags '--include-archived	List archived projects too' '--no-include-archived	List archived projects too' '--limit=	How many to list in all' '--after=%ids/org-projects	Start behind the object with this id' '--all	Fetch every page'
case 'org projects get' 'org projects retrieve'
set operands %ids/org-projects
case 'org projects update'
set flags '--name=	The new name' '--external-key-id=	The id of an encryption key of your own' '--geography=	The old name of the residency'
set operands %ids/org-projects
case 'org projects archive'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-projects
case 'org users'
set verbs 'roles	See and change the roles that a user has' 'list	List the people in the organization' 'get	Show one user' 'update	Change a user\'s role' 'delete	Remove a user from the organization, with all that it gave them'
case 'org users roles'
set verbs 'create	Give a role to a user' 'list	List the roles that a user has' 'get	Show one of a user\'s roles, and where it comes from' 'delete	Take a role away from a user'
case 'org users roles create'
set flags '--role-id=%ids/org-roles	The id of the role to give'
set operands %ids/org-users
case 'org users roles list' 'org users roles ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-users-roles	Start behind the object with this id' '--order=asc,desc	Oldest or newest first, by when it was given' '--all	Fetch every page'
set operands %ids/org-users
case 'org users roles get' 'org users roles retrieve'
set operands %ids/org-users %ids/org-users-roles
case 'org users roles delete' 'org users roles rm'
set operands %ids/org-users %ids/org-users-roles
case 'org users list' 'org users ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-users	Start behind the object with this id' '--emails=	Only the user with this email address' '--all	Fetch every page'
case 'org users get' 'org users retrieve'
set operands %ids/org-users
case 'org users update'
set flags '--role=owner,reader	What the user is in the organization' '--role-id=%ids/org-roles	The id of the role to give instead of a name' '--technical-level=	How technical the user is, for the records' '--developer-persona=	What kind of developer the user is, for the records'
set operands %ids/org-users
case 'org users delete' 'org users rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-users
case 'org invites'
set verbs 'create	Invite somebody to the organization by email' 'list	List the invites: pending, accepted and expired' 'get	Show one invite' 'delete	Withdraw an invite; one that was accepted cannot be withdrawn'
case 'org invites create'
set flags '--email=	The address that the invite goes to' '--role=reader,owner	What the person will be in the organization' '--projects=%at-file	The projects that accepting it opens, as JSON, each with its...'
case 'org invites list' 'org invites ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-invites	Start behind the object with this id' '--all	Fetch every page'
case 'org invites get' 'org invites retrieve'
set operands %ids/org-invites
case 'org invites delete' 'org invites rm'
set operands %ids/org-invites
case 'org groups'
set verbs 'users	See and change who is in a group' 'roles	See and change the roles that a group has' 'create	Create an empty group' 'list	List the organization\'s groups' 'get	Show one group' 'update	Rename a group' 'delete	Delete a group: its people stay, and lose what it gave them'
case 'org groups users'
set verbs 'create	Add a user to a group' 'list	List the users in a group' 'get	Show one user of a group' 'delete	Take a user out of a group; the user stays in the organization'
case 'org groups users create'
set flags '--user-id=%ids/org-users	The id of the user to add'
set operands %ids/org-groups
case 'org groups users list' 'org groups users ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-groups-users	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/org-groups
case 'org groups users get' 'org groups users retrieve'
set operands %ids/org-groups %ids/org-groups-users
case 'org groups users delete' 'org groups users rm'
set operands %ids/org-groups %ids/org-groups-users
case 'org groups roles'
set verbs 'create	Give a role to everybody in a group' 'list	List the roles that a group has' 'get	Show one of a group\'s roles, and where it comes from' 'delete	Take a role away from a group'
case 'org groups roles create'
set flags '--role-id=%ids/org-roles	The id of the role to give'
set operands %ids/org-groups
case 'org groups roles list' 'org groups roles ls'
set flags '--limit=	How many to list in all' '--after=%ids/org-groups-roles	Start behind the object with this id' '--order=asc,desc	Oldest or newest first, by when it was given' '--all	Fetch every page'
set operands %ids/org-groups
case 'org groups roles get' 'org groups roles retrieve'
set operands %ids/org-groups %ids/org-groups-roles
case 'org groups roles delete' 'org groups roles rm'
set operands %ids/org-groups %ids/org-groups-roles
case 'org groups create'
set flags '--name=	The group\'s name, up to 255 characters'
case 'org groups list' 'org groups ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-groups	Start behind the object with this id' '--all	Fetch every page'
case 'org groups get' 'org groups retrieve'
set operands %ids/org-groups
case 'org groups update'
set flags '--name=	The group\'s name, up to 255 characters'
set operands %ids/org-groups
case 'org groups delete' 'org groups rm'
set operands %ids/org-groups
case 'org roles'
set verbs 'create	Create a role from permissions' 'list	List the organization\'s roles, those that come with it and...' 'get	Show one role and its permissions' 'update	Change a role; whoever has it is affected at once' 'delete	Delete one of your own roles; whoever had it loses its...'
case 'org roles create'
set flags '--role-name=	The role\'s name, which no other role may have' '--permissions=	A permission that the role gives' '--description=	What the role is for'
case 'org roles list' 'org roles ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-roles	Start behind the object with this id' '--all	Fetch every page'
case 'org roles get' 'org roles retrieve'
set operands %ids/org-roles
case 'org roles update'
set flags '--permissions=	A permission that the role gives; they replace those it had' '--description=	What the role is for' '--role-name=	The new name'
set operands %ids/org-roles
case 'org roles delete' 'org roles rm'
set operands %ids/org-roles
case 'org admin-api-keys'
set verbs 'create	Create an admin key; its value is shown this once and never...' 'list	List the admin keys, their values blotted out' 'get	Show one admin key: its owner, and when it was used last' 'delete	Delete an admin key: whatever uses it stops working at once'
case 'org admin-api-keys create'
set flags '--name=	What to call the key' '--expires-in-seconds=	How long it works, up to a year; for ever by default'
case 'org admin-api-keys list' 'org admin-api-keys ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-admin-api-keys	Start behind the object with this id' '--all	Fetch every page'
case 'org admin-api-keys get' 'org admin-api-keys retrieve'
set operands %ids/org-admin-api-keys
case 'org admin-api-keys delete' 'org admin-api-keys rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-admin-api-keys
case 'org certificates'
set verbs 'create	Upload a certificate; it is not in use before it is activated' 'list	List the organization\'s certificates, and which of them are...' 'get	Show one certificate, and from when to when it is valid' 'update	Rename a certificate; nothing else of it can be changed' 'delete	Delete a certificate for good; it has to be inactive everywhere' 'activate	Activate certificates for the organization: all of them or,...' 'deactivate	Deactivate certificates: clients that show them are turned away'
case 'org certificates create'
set flags '--certificate=	The certificate in PEM form, or - for standard input' '--name=	What to call the certificate'
case 'org certificates list' 'org certificates ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-certificates	Start behind the object with this id' '--all	Fetch every page'
case 'org certificates get' 'org certificates retrieve'
set flags '--include=content	Show more than the facts: the PEM text itself'
set operands %ids/org-certificates
case 'org certificates update'
set flags '--name=	The new name'
set operands %ids/org-certificates
case 'org certificates delete' 'org certificates rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-certificates
case 'org certificates activate'
set flags '--certificate-ids=%ids/org-certificates	The ids of 1 to 10 certificates'
set operands %ids/org-certificates...
case 'org certificates deactivate'
set flags '--certificate-ids=%ids/org-certificates	The ids of 1 to 10 certificates' '--confirm=	The id again, instead of being asked'
set operands %ids/org-certificates...
case 'org external-keys'
set verbs 'create	Register a key that stays in your own cloud; the key itself...' 'list	List the organization\'s external keys' 'get	Show one external key' 'validate	Check that the key can be reached and used' 'delete	Remove an external key: what it encrypted can no longer be read'
case 'org external-keys create'
set flags '--name=	What to call the key' '--type=aws,gcp,azure,oci	The cloud that holds it' '--purpose=ekm,psp_decryption	What it is for' '--kms-arn=	The ARN of the key in KMS' '--role-arn=	The ARN of the role to assume' '--external-id=	The external id that the role wants' '--kms-project-id=%ids/org-projects	The project that holds the key' '--kms-key-location=	The key ring\'s location' '--kms-key-ring-name=	The key ring' '--kms-key-name=	The key' '--kms-key-version=	The version of the key' '--workload-identity-project-number=	The number of the project with the identity pool' '--workload-identity-pool-id=	The workload identity pool' '--workload-identity-provider-id=%ids/org-workload-identity-providers	The provider in the pool' '--audience=	The audience that the provider expects' '--vault-uri=	The address of the key vault' '--key-name=	The key in the vault' '--key-version=	The version of the key' '--tenant-id=	The tenant' '--vault-ocid=	The vault\'s OCID' '--key-ocid=	The key\'s OCID' '--key-version-ocid=	The OCID of the key\'s version' '--region=	The region of the vault'
case 'org external-keys list' 'org external-keys ls'
set flags '--purpose=ekm,psp_decryption	Only keys for this' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-external-keys	Start behind the object with this id' '--all	Fetch every page'
case 'org external-keys get' 'org external-keys retrieve'
set operands %ids/org-external-keys
case 'org external-keys validate'
set operands %ids/org-external-keys
case 'org external-keys delete' 'org external-keys rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-external-keys
case 'org external-storage'
set verbs 'create	Keep a project\'s data in a bucket of your own' 'list	List the organization\'s external storage' 'get	Show one external storage' 'wait	Wait until a external storage has ended, and show it as it...' 'validate	Check that the bucket can be reached, written and read' 'delete	Remove an external storage; what is in the bucket stays there'
case 'org external-storage create'
set flags '--project-id=%ids/org-projects	The project whose data goes there' '--provider=type=aws,type=azure,type=gcp,type=oci,bucket=,role_arn=,account_name=,container=,resource_group=,subscription_id=,tenant_id=,workload_identity_pool_id=,workload_identity_project_number=,workload_identity_provider_id=,region=,tenancy_ocid=,%at-file	Where it is: type=aws bucket=NAME role_arn=ARN, or what...' '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
case 'org external-storage list' 'org external-storage ls'
set flags '--project-id=%ids/org-projects	Only that of this project' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-external-storage	Start behind the object with this id' '--all	Fetch every page'
case 'org external-storage get' 'org external-storage retrieve'
set operands %ids/org-external-storage
case 'org external-storage wait'
set flags '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/org-external-storage...
case 'org external-storage validate'
set flags '--wait	Wait until it has ended, and print it as it is then' '--no-wait	Wait until it has ended, and print it as it is then' '--wait-timeout=	Wait no longer than this, such as 90s or 2h30m; then exit...' '--poll-interval=	Ask this often, instead of ever more seldom'
set operands %ids/org-external-storage
case 'org external-storage delete' 'org external-storage rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-external-storage
case 'org workload-identity-providers'
set verbs 'federation-rules	Say which tokens act as which service account' 'create	Trust the tokens of a platform: of a CI service, a cluster,...' 'list	List the organization\'s workload identity providers' 'get	Show one workload identity provider' 'update	Change a workload identity provider, or switch it off' 'delete	Delete a workload identity provider: its machines are turned...'
case 'org workload-identity-providers federation-rules'
set verbs 'create	Let tokens with certain claims act as a service account' 'list	List a provider\'s rules' 'get	Show one rule' 'update	Change a rule, or switch it off' 'delete	Delete a rule: tokens that it let in are turned away'
case 'org workload-identity-providers federation-rules create'
set flags '--project-id=%ids/org-projects	The project of the service account' '--service-account-id=%ids/org-projects-service-accounts	The service account that such a token acts as' '--attribute-matchers=%at-file	What a token\'s claims must be, such as repository=acme/site' '--name=	What to call the rule' '--description=	What it is for' '--enabled	Whether the rule counts at present' '--no-enabled	Whether the rule counts at present' '--permissions=type=service_account_default,type=restricted,scopes=,%at-file	What it may do: type=service_account_default, or...'
set operands %ids/org-workload-identity-providers
case 'org workload-identity-providers federation-rules list' 'org workload-identity-providers federation-rules ls'
set flags '--service-account-id=%ids/org-projects-service-accounts	Only rules for this service account' '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-workload-identity-providers-federation-rules	Start behind the object with this id' '--all	Fetch every page'
set operands %ids/org-workload-identity-providers
case 'org workload-identity-providers federation-rules get' 'org workload-identity-providers federation-rules retrieve'
set operands %ids/org-workload-identity-providers %ids/org-workload-identity-providers-federation-rules
case 'org workload-identity-providers federation-rules update'
set flags '--attribute-matchers=%at-file	What a token\'s claims must be from now on' '--name=	The new name' '--description=	What it is for' '--enabled	Whether the rule counts at present' '--no-enabled	Whether the rule counts at present' '--permissions=type=service_account_default,type=restricted,scopes=,%at-file	What it may do: type=service_account_default, or...'
set operands %ids/org-workload-identity-providers %ids/org-workload-identity-providers-federation-rules
case 'org workload-identity-providers federation-rules delete' 'org workload-identity-providers federation-rules rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-workload-identity-providers %ids/org-workload-identity-providers-federation-rules
case 'org workload-identity-providers create'
set flags '--name=	What to call it' '--type=oidc	How it vouches' '--issuer=	The issuer in its tokens: a URL' '--audience=	The audience that its tokens must be for' '--description=	What it is for' '--enabled	Whether it counts at present' '--no-enabled	Whether it counts at present' '--verification=type=discovery,type=uploaded_jwks,discovery_url=,jwks=,%at-file	Where its public keys are: type=discovery discovery_url=URL,...' '--attribute-transformations=%at-file	What to make of a token\'s claims: objects with attribute and...'
case 'org workload-identity-providers list' 'org workload-identity-providers ls'
set flags '--limit=	How many to list in all' '--order=asc,desc	Oldest or newest first, by creation time' '--after=%ids/org-workload-identity-providers	Start behind the object with this id' '--all	Fetch every page'
case 'org workload-identity-providers get' 'org workload-identity-providers retrieve'
set operands %ids/org-workload-identity-providers
case 'org workload-identity-providers update'
set flags '--name=	The new name' '--issuer=	The new issuer' '--audience=	The new audience' '--description=	What it is for' '--enabled	Whether it counts at present' '--no-enabled	Whether it counts at present' '--verification=type=discovery,type=uploaded_jwks,discovery_url=,jwks=,%at-file	Where its public keys are: type=discovery discovery_url=URL,...' '--attribute-transformations=%at-file	What to make of a token\'s claims: objects with attribute and...'
set operands %ids/org-workload-identity-providers
case 'org workload-identity-providers delete' 'org workload-identity-providers rm'
set flags '--confirm=	The id again, instead of being asked'
set operands %ids/org-workload-identity-providers
case 'org data-retention'
set verbs 'get	Show how data is kept by default in every project' 'update	Change how data is kept, as far as the organization\'s...'
case 'org data-retention get' 'org data-retention retrieve'
case 'org data-retention update'
set flags '--retention-type=zero_data_retention,modified_abuse_monitoring,enhanced_zero_data_retention,enhanced_modified_abuse_monitoring	How data is kept'
case 'org audit-logs'
set flags '--effective-at=gt=,gte=,lt=,lte=,%at-file	When it happened: gte=7d is since then, lt=2025-02-01 is before' '--project-ids=%ids/org-projects	Only events in this project' '--event-types=api_key.created,api_key.updated,api_key.deleted,certificate.created,certificate.updated,certificate.deleted,certificates.activated,certificates.deactivated,checkpoint.permission.created,checkpoint.permission.deleted,external_key.registered,external_key.removed,external_storage.registered,external_storage.removed,group.created,group.updated,group.deleted,invite.sent,invite.accepted,invite.deleted,ip_allowlist.created,ip_allowlist.updated,ip_allowlist.deleted,ip_allowlist.config.activated,ip_allowlist.config.deactivated,login.succeeded,login.failed,logout.succeeded,logout.failed,organization.updated,project.created,project.updated,project.archived,project.deleted,rate_limit.updated,rate_limit.deleted,resource.deleted,tunnel.created,tunnel.updated,tunnel.deleted,workload_identity_provider.created,workload_identity_provider.updated,workload_identity_provider.deleted,workload_identity_provider_mapping.created,workload_identity_provider_mapping.updated,workload_identity_provider_mapping.deleted,role.created,role.updated,role.deleted,role.assignment.created,role.assignment.deleted,role.bound_to_resource,role.unbound_from_resource,scim.enabled,scim.disabled,service_account.created,service_account.updated,service_account.deleted,user.added,user.updated,user.deleted,tenant.metadata.updated,tenant.microsoft_entra_mapping.upserted,tenant.microsoft_entra_mapping.deleted,tenant.workload_identity.provider.created,tenant.workload_identity.provider.updated,tenant.workload_identity.provider.archived,tenant.workload_identity.mapping.created,tenant.workload_identity.mapping.updated,tenant.workload_identity.mapping.archived,tenant.workload_identity.binding.created,tenant.workload_identity.principal.provisioned,tenant.workload_identity.access_token.issued,tenant.admin_api_key.created,tenant.admin_api_key.updated,tenant.admin_api_key.deleted,tenant.project_api_key.created,tenant.chatgpt_access_token.revoked,tenant.migration.completed,tenant.sso.migrated,tenant.domains.migrated,tenant.sso_connection.created,tenant.sso_connection.updated,tenant.sso_connection.deleted,tenant.sso_connection.setup.started,tenant.policy.created,tenant.policy.updated,tenant.policy.deleted,tenant.policy.attached,tenant.policy.detached,tenant.principal_authentication_policy.resolved,tenant.scim.setup.started,tenant.scim.deletion.requested,tenant.scim.directory.created,tenant.product_access_policy.updated,tenant.resource_share_grant.created,tenant.resource_share_grant.updated,tenant.resource_share_grant.accepted,tenant.resource_share_grant.declined,tenant.resource_share_grant.revoked,tenant.resource_share_grant.deleted,tenant.service_account.updated,tenant.service_account.deleted,tenant.service_account.token.revoked,tenant.billing.overage_limit.updated,tenant.billing.alerts.updated,tenant.billing.info.updated,tenant.usage_limit.workspace.updated,tenant.usage_limit.group.updated,tenant.usage_limit.user.updated,tenant.usage_limit.increase_request.updated,tenant.usage_limit.increase_request.resolved,tenant.group.created,tenant.group.updated,tenant.group.deleted,tenant.group.member.added,tenant.group.member.removed,tenant.migration_rollout.status.updated,tenant.migration_rollout.tier.updated,tenant.role.metadata.updated,tenant.custom_role.created,tenant.custom_role.updated,tenant.custom_role.deleted,tenant.role_assignment.created,tenant.role_assignment.deleted,tenant.resource_role_assignment.created,tenant.resource_role_assignment.deleted,tenant.resource_access.updated,tenant.resource_access.deleted,tenant.ads_account.onboarding.redemption,tenant.session_policy.created,tenant.session_policy.updated,tenant.session_policy.deleted,tenant.session_revocation.started,tenant.third_party_app_policy.updated,tenant.user.added,tenant.user.updated,tenant.user.removed,tenant.user.looked_up,tenant.user.invited,tenant.membership.revoked,tenant.api_organization_invite.upserted,tenant.api_organization_invite.deleted,tenant.chatgpt_workspace_invite.upserted,tenant.membership.accepted,tenant.membership.declined,tenant.workspace_invite_email_settings.updated,tenant.trusted_access.business_verification.started,tenant.trusted_access.application.submitted	Only events of this kind' '--actor-ids=	Only what this user, service account or API key did, by its id' '--actor-emails=	Only what the user with this email address did' '--resource-ids=	Only what was done to this project, key, user or so, by its id' '--tenant-only	Only events of the tenant that the organization is in' '--no-tenant-only	Only events of the tenant that the organization is in' '--limit=	How many to list in all' '--after=	Start behind the object with this id' '--before=	End before the object with this id' '--all	Fetch every page'
case 'api'
set flags '--query=	A query parameter, as name=value' '--file=	A file to send in a form, as name=path; - is standard input' '--limit=	Of a list, fetch so many in all' '--all	Of a list, fetch every page' '--no-all	Of a list, fetch every page' '--admin	Use the admin key; below /organization that is so' '--no-admin	Use the admin key; below /organization that is so' '--confirm=	The id again, for what cannot be undone'
set operands GET,POST,PUT,PATCH,DELETE,/responses,/responses/,/responses/input_tokens,/responses/compact,/conversations/,/conversations,/chat/completions,/chat/completions/,/completions,/embeddings,/moderations,/decisions,/models,/models/,/files,/files/,/uploads,/uploads/,/audio/voices,/audio/voices/,/audio/voice_consents,/audio/voice_consents/,/audio/speech,/audio/transcriptions,/audio/translations,/images/generations,/images/edits,/images/variations,/videos/characters,/videos/characters/,/videos,/videos/,/videos/edits,/videos/extensions,/content_provenance_checks,/containers/,/containers,/skills/,/skills,/batches,/batches/,/realtime/calls,/realtime/calls/,/realtime/client_secrets,/realtime/sessions,/realtime/transcription_sessions,/realtime/translations/client_secrets,/live/sessions,/live/sessions/,/vector_stores/,/vector_stores,/fine_tuning/jobs,/fine_tuning/jobs/,/fine_tuning/checkpoints/,/fine_tuning/alpha/graders/run,/fine_tuning/alpha/graders/validate,/evals/,/evals,/assistants,/assistants/,/threads/,/threads,/threads/runs,/chatkit/files,/chatkit/threads,/chatkit/threads/,/chatkit/sessions,/chatkit/sessions/,/agents/sessions/,/agents/sessions,/agents/environments/,/agents/environments/templates,/agents/environments/templates/,/agents/environments,/agents/automations/,/agents/automations,/agents,/agents/,/vaults/,/vaults,/webhook_event_types,/webhook_endpoints,/webhook_endpoints/,/safety/alerts/,/safety/cases/,/organization/usage/completions,/organization/usage/decisions,/organization/usage/embeddings,/organization/usage/moderations,/organization/usage/images,/organization/usage/audio_speeches,/organization/usage/audio_transcriptions,/organization/usage/vector_stores,/organization/usage/code_interpreter_sessions,/organization/usage/file_search_calls,/organization/usage/web_search_calls,/organization/costs,/organization/spend_limit,/organization/spend_alerts,/organization/spend_alerts/,/projects/,/organization/projects/,/organization/projects,/organization/users/,/organization/users,/organization/invites,/organization/invites/,/organization/groups/,/organization/groups,/organization/roles,/organization/roles/,/organization/admin_api_keys,/organization/admin_api_keys/,/organization/certificates,/organization/certificates/,/organization/certificates/activate,/organization/certificates/deactivate,/organization/external_keys,/organization/external_keys/,/organization/external_storage,/organization/external_storage/,/organization/workload_identity_providers/,/organization/workload_identity_providers,/organization/data_retention,/organization/audit_logs /responses,/responses/,/responses/input_tokens,/responses/compact,/conversations/,/conversations,/chat/completions,/chat/completions/,/completions,/embeddings,/moderations,/decisions,/models,/models/,/files,/files/,/uploads,/uploads/,/audio/voices,/audio/voices/,/audio/voice_consents,/audio/voice_consents/,/audio/speech,/audio/transcriptions,/audio/translations,/images/generations,/images/edits,/images/variations,/videos/characters,/videos/characters/,/videos,/videos/,/videos/edits,/videos/extensions,/content_provenance_checks,/containers/,/containers,/skills/,/skills,/batches,/batches/,/realtime/calls,/realtime/calls/,/realtime/client_secrets,/realtime/sessions,/realtime/transcription_sessions,/realtime/translations/client_secrets,/live/sessions,/live/sessions/,/vector_stores/,/vector_stores,/fine_tuning/jobs,/fine_tuning/jobs/,/fine_tuning/checkpoints/,/fine_tuning/alpha/graders/run,/fine_tuning/alpha/graders/validate,/evals/,/evals,/assistants,/assistants/,/threads/,/threads,/threads/runs,/chatkit/files,/chatkit/threads,/chatkit/threads/,/chatkit/sessions,/chatkit/sessions/,/agents/sessions/,/agents/sessions,/agents/environments/,/agents/environments/templates,/agents/environments/templates/,/agents/environments,/agents/automations/,/agents/automations,/agents,/agents/,/vaults/,/vaults,/webhook_event_types,/webhook_endpoints,/webhook_endpoints/,/safety/alerts/,/safety/cases/,/organization/usage/completions,/organization/usage/decisions,/organization/usage/embeddings,/organization/usage/moderations,/organization/usage/images,/organization/usage/audio_speeches,/organization/usage/audio_transcriptions,/organization/usage/vector_stores,/organization/usage/code_interpreter_sessions,/organization/usage/file_search_calls,/organization/usage/web_search_calls,/organization/costs,/organization/spend_limit,/organization/spend_alerts,/organization/spend_alerts/,/projects/,/organization/projects/,/organization/projects,/organization/users/,/organization/users,/organization/invites,/organization/invites/,/organization/groups/,/organization/groups,/organization/roles,/organization/roles/,/organization/admin_api_keys,/organization/admin_api_keys/,/organization/certificates,/organization/certificates/,/organization/certificates/activate,/organization/certificates/deactivate,/organization/external_keys,/organization/external_keys/,/organization/external_storage,/organization/external_storage/,/organization/workload_identity_providers/,/organization/workload_identity_providers,/organization/data_retention,/organization/audit_logs
case 'commands'
set verbs 'responses	Ask a model, and look after its answers' 'conversations	Look after the memory that responses share' 'chat	Ask a model by the chat completions API' 'completions	Continue a text by the legacy completions API' 'embeddings	Turn texts into vectors' 'moderations	Check texts and images for harmful content' 'decisions	Have closed questions about a text answered' 'models	See which models there are' 'files	Upload, list, download and delete files' 'uploads	Upload a large file in parts, step by step' 'audio	Turn text into speech, and speech into text' 'images	Make and change pictures' 'videos	Make and change films' 'provenance	Find out whether a file was made by a model' 'containers	Look after the machines in which models run code' 'skills	Keep instructions and scripts that models can use' 'batches	Run many requests at half the price, within a day' 'realtime	Prepare and take calls in which a model listens and speaks' 'live	Prepare and take live sessions: hearing, seeing, speaking' 'vector-stores	Index files, and search them by meaning' 'fine-tuning	Train a model on your own examples' 'evals	Test how well models do a task of yours' 'assistants	Look after assistants (deprecated: see responses)' 'threads	Talk with assistants (deprecated: see responses)' 'chatkit	Look after the sessions and threads of ChatKit' 'agents	Let agents work: in sessions, in environments, at set times' 'vaults	Keep the credentials that agents may use' 'webhooks	Have an address of yours told of events' 'safety	See which requests and users were flagged' 'beta	Use what the API offers before it is settled' 'org	Manage the organization: people, projects, keys, usage and costs'
set operands %commands
case 'config'
set verbs 'list	List the settings in use, each with the place that it comes from' 'get	Show one setting; a secret is not shown' 'set	Change a setting of the profile in use; --profile NAME...' 'unset	Remove a setting from the profile in use' 'path	Show where the settings file is; it need not exist, nor be right' 'profiles	List the profiles, and which of them is in use'
case 'config list' 'config ls'
set flags '--origin	Show on a terminal, too, where each value comes from' '--no-origin	Show on a terminal, too, where each value comes from'
case 'config get' 'config retrieve'
set operands profile,base_url,organization,project,model,format,headers,api_key,key_command,key_env,admin_key,admin_key_command,admin_key_env,timeout,max_retries,color,id_cache
case 'config set'
set operands profile,base_url,organization,project,model,format,headers,api_key,key_command,key_env,admin_key,admin_key_command,admin_key_env,timeout,max_retries,color,id_cache -
case 'config unset'
set operands profile,base_url,organization,project,model,format,headers,api_key,key_command,key_env,admin_key,admin_key_command,admin_key_env,timeout,max_retries,color,id_cache
case 'config path'
case 'config profiles'
case 'sandbox'
set verbs 'serve	Serve the sandbox to other programs, until Ctrl-C' 'stop	End the sandbox that runs in the background; its state is kept' 'reset	Delete everything that the sandbox holds' 'path	Show which file holds the sandbox\'s state' 'fault	Make the next answers of the sandbox fail' 'faults	List the faults that wait for a request' 'clear-faults	Forget the faults that wait'
case 'sandbox serve'
set flags '--port=	The port; 0 takes a free one' '--host=127.0.0.1,localhost,::1	The loopback address to listen on'
case 'sandbox stop'
case 'sandbox reset'
case 'sandbox path'
case 'sandbox fault'
set flags '--path=	Only requests to paths like this, such as \'/files*\'' '--method=GET,POST,DELETE	Only requests of this method' '--times=	How many requests it is for' '--skip=	How many such requests go well first'
set operands -
case 'sandbox faults'
case 'sandbox clear-faults'
case 'completion'
set operands bash,zsh,fish,powershell
case 'help'
set verbs 'responses	Ask a model, and look after its answers' 'conversations	Look after the memory that responses share' 'chat	Ask a model by the chat completions API' 'completions	Continue a text by the legacy completions API' 'embeddings	Turn texts into vectors' 'moderations	Check texts and images for harmful content' 'decisions	Have closed questions about a text answered' 'models	See which models there are' 'files	Upload, list, download and delete files' 'uploads	Upload a large file in parts, step by step' 'audio	Turn text into speech, and speech into text' 'images	Make and change pictures' 'videos	Make and change films' 'provenance	Find out whether a file was made by a model' 'containers	Look after the machines in which models run code' 'skills	Keep instructions and scripts that models can use' 'batches	Run many requests at half the price, within a day' 'realtime	Prepare and take calls in which a model listens and speaks' 'live	Prepare and take live sessions: hearing, seeing, speaking' 'vector-stores	Index files, and search them by meaning' 'fine-tuning	Train a model on your own examples' 'evals	Test how well models do a task of yours' 'assistants	Look after assistants (deprecated: see responses)' 'threads	Talk with assistants (deprecated: see responses)' 'chatkit	Look after the sessions and threads of ChatKit' 'agents	Let agents work: in sessions, in environments, at set times' 'vaults	Keep the credentials that agents may use' 'webhooks	Have an address of yours told of events' 'safety	See which requests and users were flagged' 'beta	Use what the API offers before it is settled' 'org	Manage the organization: people, projects, keys, usage and costs' 'api	Call any path of the API, known to this tool or not' 'commands	List every command that calls the API, as a table or for...' 'config	See and change settings and profiles' 'sandbox	Run the local API that ships with this tool' 'completion	Print the script that completes command lines at Tab' 'help	Explain a command or a topic' 'exit-codes	What kind of thing went wrong, for scripts' 'formats	How answers are written: tables, JSON, CSV, text' 'set	Any field of a request, also one that has no option' 'environment	The variables that change what oai does' 'profiles	Named sets of settings, and which value wins' 'keys	Which key goes to which server' 'streams	Answers that are shown while they are made'
set operands %commands
case '*'
return 1
    end
    set node $argv[1]
end

function __oai
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l node ''
    set -l verbs
    set -l flags
    set -l operands
    set -l given 1
    set -l lost
    set -l led
    set -l ended
    set -l pending
    set -l source
    set -l profile $OAI_PROFILE
    set -l server $OPENAI_BASE_URL
    set -l sandbox
    __oai_walk
    if test -n "$pending"
        __oai_takes $pending; and __oai_values '' "$current" "$source"
    else if test -z "$ended"; and string match -q -- '--*=*' $current
        set -l parts (string split -m 1 = -- $current)
        __oai_takes $parts[1]; and __oai_values $parts[1]= "$parts[2]" "$source"
    else if test -z "$ended"; and string match -q -- '-*' $current
        __oai_words $flags $__oai_common
    else if test -z "$lost"
        __oai_operand
    end
end

function __oai_walk --no-scope-shadowing
    __oai_table ''
    for word in $words[2..-1]
        if test -n "$pending"
            __oai_target $pending $word
            set pending
        else if test -n "$ended"
            __oai_step $word
        else
            __oai_option $word
        end
    end
end

function __oai_option --no-scope-shadowing
    switch $argv[1]
        case --
            set ended 1
        case --sandbox
            set sandbox 1
        case '--*=*'
            __oai_target (string split -m 1 = -- $argv[1])
        case '-?*'
            set -l option $argv[1]
            __oai_takes $option; and set pending $option
        case '*'
            __oai_step $argv[1]
    end
end

function __oai_target --no-scope-shadowing
    switch $argv[1]
        case --profile
            set profile $argv[2]
        case --base-url
            set server $argv[2]
    end
end

function __oai_step --no-scope-shadowing
    if test -z "$verbs"
        set given (math $given + 1)
        return
    end
    set -l next (string trim -l -- "$node $argv[1]")
    if test "$operands" = %commands
        set next $argv[1]
        set led 1
    end
    __oai_table $next; or set lost 1
    # Behind `help` a command is only named: its own options do not belong there.
    if test -n "$led"
        set flags
        set operands
    end
end

# Tells whether an option takes a value; `source` then says from where.
function __oai_takes --no-scope-shadowing
    set -l found (string match -- "$argv[1]=*" $flags $__oai_common)
    or return 1
    set source (string split -m 1 = -- (string split \t -- $found[1])[1])[2]
end

function __oai_operand --no-scope-shadowing
    if test -n "$verbs"
        __oai_words $verbs
        return
    end
    set -l kind $operands[$given]
    if test -z "$kind"; and string match -q -- '*...' "$operands[-1]"
        set kind $operands[-1]
    end
    set -l found (__oai_values '' "$current" (string replace -r -- '^-?(.*?)(\.\.\.)?$' '$1' "$kind"))
    if test -z "$found"; and test -z "$ended$current"
        __oai_words $flags
    else
        string join \n -- $found
    end
end

# Words with what they are for; an option's source is no part of it.
function __oai_words
    string replace -r -- '=[^\t]*' '' $argv
end

# The values of a source, each behind what stands before it in the same word.
function __oai_values --no-scope-shadowing
    set -l before $argv[1]
    set -l begun $argv[2]
    set -l items (string split , -- $argv[3])
    for item in $items
        switch $item
            case %file
                __oai_paths $before $begun
            case %at-file
                if string match -qr -- '^["\']?@' $begun
                    __oai_paths $before@ (string replace -r -- '@' '' $begun)
                else if test -z "$begun"; and test "$items[1]" = %at-file
                    echo $before@
                end
            case %profile
                set -l known (__oai_settings '^\s*\[profiles\.(?:["\']([^"\']+)["\']|([\w-]+))[].].*' '$1$2')
                string join \n -- $before$known
            case '%ids/*'
                __oai_ids $before (string replace %ids/ '' -- $item)
            case '?*'
                echo -- $before$item
        end
    end
end

# What fish offers for a command of which it knows nothing; its own function for that runs `ls`.
function __oai_paths
    set -l found (complete -C "'' $argv[2]")
    string join \n -- $argv[1]$found
end

# What the lines of the settings file that fit a pattern say.
function __oai_settings
    set -l base ~/.config
    test -d ~/Library/Caches; and set base ~/Library/Application\ Support
    set -q XDG_CONFIG_HOME; and test -n "$XDG_CONFIG_HOME"; and set base $XDG_CONFIG_HOME
    set base $base/oai
    set -q OAI_CONFIG_DIR; and test -n "$OAI_CONFIG_DIR"; and set base $OAI_CONFIG_DIR
    test -r $base/config.toml; or return
    string replace -rf -- $argv[1] $argv[2] <$base/config.toml
end

# Offers the ids of a kind, each with its name: of the sandbox, or of the profile in use and of the
# server if it is named.
function __oai_ids --no-scope-shadowing
    string match -qr '^[0fF]' -- "$OAI_ID_CACHE"; and return
    set -l place $profile
    test -n "$place"; or set place (__oai_settings '^\s*profile\s*=\s*["\']([^"\']+).*' '$1') default
    test -n "$server"; and set place $place[1]+(string replace -r '/$' '' -- $server | string replace -ra '[^A-Za-z0-9.-]' _)
    test -n "$sandbox"; and set place +sandbox
    set -l base ~/.cache
    test -d ~/Library/Caches; and set base ~/Library/Caches
    set -q XDG_CACHE_HOME; and test -n "$XDG_CACHE_HOME"; and set base $XDG_CACHE_HOME
    set base $base/oai
    set -q OAI_CACHE_DIR; and test -n "$OAI_CACHE_DIR"; and set base $OAI_CACHE_DIR
    set -l file $base/ids/$place[1]/$argv[2]
    test -r $file; or return
    string replace -r '^(.*)\t\d+$' $argv[1]'$1' <$file
end

complete -c oai -f -k -a '(__oai)'
